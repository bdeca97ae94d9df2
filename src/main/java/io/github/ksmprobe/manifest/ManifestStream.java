package io.github.ksmprobe.manifest;

import io.github.ksmprobe.contract.Component;
import io.github.ksmprobe.workload.Workload;
import io.github.ksmprobe.yaml.Limits;
import io.github.ksmprobe.yaml.Parsed;
import io.github.ksmprobe.yaml.Yaml;
import io.github.ksmprobe.yaml.YamlStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/**
 * The workloads of a stream as they come: no document is read before those in front of it were
 * handed on, and none is kept.
 */
public final class ManifestStream implements AutoCloseable {

  /**
   * Deeper than any Kubernetes object, shallow enough for the stack; and a thousand aliases to
   * lists of a thousand values.
   */
  private static final Limits LIMITS = new Limits(200, 1_000_000);

  private final InputStream in;
  private final Problems problems;
  private final ObjectReader objects;
  private final Queue<Workload> read = new ArrayDeque<>();
  private Optional<YamlStream> documents = Optional.empty();
  private boolean ended;

  ManifestStream(String source, InputStream in, List<Component> components) {
    this.in = in;
    this.problems = new Problems(source);
    this.objects = new ObjectReader(source, problems, components);
  }

  /** Nothing but a problem of the whole source. */
  static ManifestStream broken(String source, String problem) {
    ManifestStream stream = new ManifestStream(source, InputStream.nullInputStream(), List.of());
    stream.problems.add(problem);
    stream.ended = true;
    return stream;
  }

  /** The next object that runs what is looked for; empty at the end. Must not throw. */
  public Optional<Workload> next() {
    int lines = 0;
    try {
      while (read.isEmpty() && !ended) {
        lines = documents.map(YamlStream::lines).orElse(0);
        readOn();
      }
    } catch (IOException _) {
      ended = true;
      problems.add(
          "Reading broke off after line "
              + lines
              + ": check the file, or the command that writes it.");
    }
    return Optional.ofNullable(read.poll());
  }

  private void readOn() throws IOException {
    if (documents.isEmpty()) {
      documents = Optional.of(new YamlStream(in, ManifestReader.MOST_BYTES, LIMITS));
    }
    Optional<Parsed> next = documents.get().next();
    if (documents.get().isOverLimit()) {
      ended = true;
      problems.add(
          "This is larger than 64 MiB, and only whole documents before that were read: pass fewer"
              + " objects, those of one namespace for example.");
    } else if (next.isPresent()) {
      read(next.get());
      read.addAll(objects.take());
    } else {
      ended = true;
      if (objects.isEmpty() && problems.count() == 0) {
        problems.add(
            "There is no Kubernetes object in it: give manifests as helm template or kubectl get"
                + " -o yaml print them.");
      }
    }
  }

  private void read(Parsed document) {
    switch (document) {
      case Parsed.Nothing _ -> {}
      case Parsed.Tree(Yaml root) -> objects.read(root);
      case Parsed.Template(int line, int column) -> {
        objects.skip();
        problems.add(ManifestProblem.Kind.TEMPLATE, line, column, "This " + Sentences.TEMPLATE);
      }
      case Parsed.Broken(int line, int column, String what) -> {
        objects.skip();
        problems.add(line, column, Sentences.sentence(what));
      }
    }
  }

  /** How many objects up to here carry no pod, or a pod without what is looked for. */
  public int passedOver() {
    return objects.passedOver();
  }

  /** What could not be read up to here, from top to bottom; as many as a person would read. */
  public List<ManifestProblem> problems() {
    return problems.list();
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException _) {
      // What was read of it was read.
    }
  }
}
