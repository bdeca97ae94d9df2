package io.github.ksmprobe.soak;

import io.github.ksmprobe.RunningProgram;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The program as it ships: with the VM's options of the image, and with what shows leaks. */
final class Exporter {

  private Exporter() {}

  static RunningProgram start(String... flags) throws IOException {
    return RunningProgram.start(options(), Map.of(), flags);
  }

  static List<String> options() {
    return List.of(
        "@" + Path.of("bin", "jvm.options").toAbsolutePath(),
        Vitals.OPTION,
        // The VM says on standard output that it says it; nobody reads that.
        "-Dio.netty.leakDetection.level=paranoid",
        "-Dio.netty.leakDetection.targetRecords=1");
  }
}
