package io.github.ksmprobe;

import io.github.ksmprobe.contract.Component;
import io.github.ksmprobe.contract.Contracts;
import io.github.ksmprobe.fixing.FixedFile;
import io.github.ksmprobe.manifest.ManifestProblem;
import io.github.ksmprobe.manifest.ManifestReader;
import io.github.ksmprobe.manifest.ManifestStream;
import io.github.ksmprobe.repair.PodRepair;
import io.github.ksmprobe.targets.Manifests;
import io.github.ksmprobe.workload.Workload;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Files and standard input as the rounds want them. */
public final class ManifestFiles implements Manifests {

  @Override
  public Loaded read(String file) {
    return read(file, Contracts.KUBE_STATE_METRICS);
  }

  @Override
  public Reading open(String file) {
    return open(file, List.of(Contracts.KUBE_STATE_METRICS));
  }

  @Override
  public Reading open(String file, List<Component> components) {
    if (file.equals("-")) {
      return new FileReading(ManifestReader.open("stdin", System.in, components));
    }
    try {
      return new FileReading(ManifestReader.open(Path.of(file), components));
    } catch (InvalidPathException odd) {
      return new FileReading(ManifestReader.broken(file, "This is not a file name: check it."));
    }
  }

  @Override
  public Optional<String> write(String file, List<PodRepair> repairs) {
    return FixedFile.write(Path.of(file), repairs);
  }

  private static List<Problem> problems(List<ManifestProblem> problems) {
    return problems.stream()
        .map(problem -> new Problem(problem.source(), problem.line(), problem.message()))
        .toList();
  }

  private record FileReading(ManifestStream stream) implements Reading {

    @Override
    public Optional<Workload> next() {
      return stream.next();
    }

    @Override
    public int passedOver() {
      return stream.passedOver();
    }

    @Override
    public List<Problem> problems() {
      return ManifestFiles.problems(stream.problems());
    }

    @Override
    public void close() {
      stream.close();
    }
  }
}
