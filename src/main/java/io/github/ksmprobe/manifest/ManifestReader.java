package io.github.ksmprobe.manifest;

import io.github.ksmprobe.contract.Component;
import io.github.ksmprobe.contract.Contracts;
import io.github.ksmprobe.workload.Workload;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

  private static final List<Component> KUBE_STATE_METRICS = List.of(Contracts.KUBE_STATE_METRICS);

  /**
   * Opens a file. Must not throw: what is wrong with the file is a problem.
   *
   * @param components what to look for in it
   */
  public static ManifestStream open(Path file, List<Component> components) {
    String source = file.toString();
    if (Files.isDirectory(file)) {
      return broken(source, "This is a directory: name the files in it.");
    }
    try {
      return new ManifestStream(source, Files.newInputStream(file), components);
    } catch (NoSuchFileException _) {
      return broken(source, "There is no such file: check the name.");
    } catch (AccessDeniedException _) {
      return broken(source, "This file may not be read: give this user the permission.");
    } catch (IOException _) {
      return broken(source, "This file cannot be opened: check that it is a plain file.");
    }
  }

  /**
   * The same of a stream, which is left open.
   *
   * @param source what to call it in workloads and problems
   * @param components what to look for in it
   */
  public static ManifestStream open(String source, InputStream in, List<Component> components) {
    return new ManifestStream(
        source,
        new FilterInputStream(in) {
          @Override
          public void close() {}
        },
        components);
  }

  /** The same, to look for kube-state-metrics. */
  public static ManifestStream open(String source, InputStream in) {
    return open(source, in, KUBE_STATE_METRICS);
  }

  public static ManifestStream broken(String source, String problem) {
    return ManifestStream.broken(source, problem);
  }

  /** Reads a file to its end. */
  public static ManifestRead read(Path file) {
    try (ManifestStream stream = open(file, KUBE_STATE_METRICS)) {
      return read(stream);
    }
  }

  /** Reads a stream to its end, and leaves it open. */
  public static ManifestRead read(String source, InputStream in) {
    return read(open(source, in));
  }

  /**
   * Reads an object that somebody else fetched and parsed: maps, lists, texts, numbers, truth
   * values and nulls.
   *
   * @param source what to call it in workloads and problems
   * @param component what to look for in it
   */
  public static ManifestRead readTree(String source, Map<?, ?> object, Component component) {
    Problems problems = new Problems(source);
    ObjectReader objects = new ObjectReader(source, problems, List.of(component));
    objects.read(ObjectTree.of(object));
    return new ManifestRead(objects.take(), objects.passedOver(), problems.list());
  }

  private static ManifestRead read(ManifestStream stream) {
    List<Workload> workloads = new ArrayList<>();
    for (Optional<Workload> next = stream.next(); next.isPresent(); next = stream.next()) {
      workloads.add(next.get());
    }
    return new ManifestRead(workloads, stream.passedOver(), stream.problems());
  }
}
