package io.github.ksmprobe;

import io.github.ksmprobe.manifest.ManifestRead;
import io.github.ksmprobe.manifest.ManifestReader;
import io.github.ksmprobe.round.ManifestText;
import io.github.ksmprobe.round.Manifests;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** Files and standard input as the rounds want them. */
final class ManifestFiles implements Manifests, ManifestText {

  @Override
  public Loaded read(String file) {
    if (file.equals("-")) {
      return loaded(ManifestReader.read("stdin", System.in));
    }
    try {
      return loaded(ManifestReader.read(Path.of(file)));
    } catch (InvalidPathException odd) {
      return new Loaded(
          List.of(), 0, List.of(new Problem(file, 0, "This is no file name: check it.")));
    }
  }

  @Override
  public Loaded parse(String source, String text) {
    return loaded(
        ManifestReader.read(
            source, new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))));
  }

  static Loaded loaded(ManifestRead read) {
    return new Loaded(
        read.workloads(),
        read.passedOver(),
        read.problems().stream()
            .map(problem -> new Problem(problem.source(), problem.line(), problem.message()))
            .toList());
  }
}
