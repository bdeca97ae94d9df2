package io.github.ksmprobe.manifest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Reads YAML or JSON manifests: cut into documents, parse each, read its objects.
 *
 * <p>Bad input never throws; it becomes a problem with a line, and what stands around it is read.
 * Sources are numbered by object: {@code pods.yaml}, {@code pods.yaml#2}, {@code pods.yaml#3}. A
 * document that could not be read counts, one of comments only does not, and a List counts as its
 * items.
 */
public final class ManifestReader {

  /** The largest file or stream that is read: 64 MiB, some six thousand pods in full. */
  public static final int MOST_BYTES = 64 << 20;

  private ManifestReader() {}

  /** Reads a file. Must not throw: what is wrong with the file is a problem. */
  public static ManifestRead read(Path file) {
    String source = file.toString();
    if (Files.isDirectory(file)) {
      return unread(source, "This is a directory: name the files in it.");
    }
    try (InputStream in = Files.newInputStream(file)) {
      return read(source, in);
    } catch (NoSuchFileException _) {
      return unread(source, "There is no such file: check the name.");
    } catch (AccessDeniedException _) {
      return unread(source, "This file may not be read: give this user the permission.");
    } catch (IOException _) {
      return unread(source, "This file cannot be opened: check that it is a plain file.");
    }
  }

  /**
   * Reads a stream to its end, and leaves it open. Must not throw: a broken stream is a problem.
   *
   * @param source what to call it in workloads and problems
   */
  public static ManifestRead read(String source, InputStream in) {
    Problems problems = new Problems(source);
    ObjectReader objects = new ObjectReader(source, problems);
    int lines = 0;
    try {
      Lines text = new Lines(in, MOST_BYTES);
      DocumentSplitter documents = new DocumentSplitter(text);
      for (Optional<Document> next = documents.next(); next.isPresent(); next = documents.next()) {
        lines = text.count();
        if (text.isOverLimit()) {
          break;
        }
        read(next.get(), objects, problems);
      }
      if (text.isOverLimit()) {
        problems.add(
            "This is larger than 64 MiB, and only whole documents before that were read: pass fewer"
                + " objects, those of one namespace for example.");
      }
    } catch (IOException _) {
      problems.add(
          "Reading broke off after line "
              + lines
              + ": check the file, or the command that writes it.");
    }
    if (objects.isEmpty() && problems.count() == 0) {
      problems.add(
          "There is no Kubernetes object in it: give manifests as helm template or kubectl get -o"
              + " yaml print them.");
    }
    return objects.result();
  }

  private static void read(Document document, ObjectReader objects, Problems problems) {
    switch (document) {
      case Document.Garbled(Line flaw) -> {
        objects.skip();
        problems.add(flaw.number(), flaw.flawColumn(), flaw.flaw());
      }
      case Document.Text text -> {
        switch (YamlParser.parse(text)) {
          case Parsed.Nothing _ -> {}
          case Parsed.Tree(Yaml root) -> objects.read(root);
          case Parsed.Broken(int line, int column, String message) -> {
            objects.skip();
            problems.add(line, column, message);
          }
        }
      }
    }
  }

  private static ManifestRead unread(String source, String message) {
    return new ManifestRead(List.of(), 0, List.of(new ManifestProblem(source, 0, 0, message)));
  }
}
