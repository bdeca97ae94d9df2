package io.github.ksmprobe.soak;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a process holds, as the system and its VM see it; 0 where they do not say.
 *
 * @param threads of the system
 * @param files and sockets that are open
 * @param direct KiB of memory outside the heap that buffers hold, after a collection
 */
record Vitals(long threads, long files, long direct) {

  /** For the VM to be able to say. */
  static final String OPTION = "-XX:NativeMemoryTracking=summary";

  private static final Pattern OTHER =
      Pattern.compile("- +Other \\(reserved=[0-9]+KB, committed=([0-9]+)KB");

  /** Of that process, as it is now. */
  static Vitals of(long pid) throws IOException, InterruptedException {
    var _ = jcmd(pid, "GC.run");
    Matcher other = OTHER.matcher(jcmd(pid, "VM.native_memory"));
    return new Vitals(
        count(pid, "task"), count(pid, "fd"), other.find() ? Long.parseLong(other.group(1)) : 0);
  }

  private static long count(long pid, String what) throws IOException {
    Path folder = Path.of("/proc", Long.toString(pid), what);
    if (!Files.isDirectory(folder)) {
      return 0;
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.count();
    }
  }

  private static String jcmd(long pid, String command) throws IOException, InterruptedException {
    Process jcmd =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                "-J-XX:TieredStopAtLevel=1",
                Long.toString(pid),
                command)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String said = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    jcmd.waitFor();
    return said;
  }
}
