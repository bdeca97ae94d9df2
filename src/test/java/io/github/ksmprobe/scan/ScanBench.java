package io.github.ksmprobe.scan;

import io.github.ksmprobe.InProcess;
import io.github.ksmprobe.InProcess.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How long a scan of many pods takes, the API server and the pods included. */
public final class ScanBench {

  private ScanBench() {}

  /**
   * Scans.
   *
   * @param args how many pods, and each how many of them hangs
   */
  public static void main(String[] args) throws IOException {
    int size = Integer.parseInt(args[0]);
    int dead = Integer.parseInt(args[1]);
    Path folder = Files.createTempDirectory("scan");
    try (ScannedCluster cluster = new ScannedCluster()) {
      for (int i = 0; i < size; i++) {
        cluster.with(
            ScanTest.pod(
                (i % dead == 0 ? "dead-" : "pod-") + i, "v2.19.1", "/livez", "/readyz", ""));
      }
      cluster.hanging("dead-");
      String kubeconfig = cluster.kubeconfig(folder);
      for (int round = 0; round < 2; round++) {
        long start = System.nanoTime();
        Ran ran = InProcess.run("scan", "-A", "--kubeconfig", kubeconfig);
        System.out.printf(
            "%d pods, each %d. hangs: %.1f s, %s",
            size, dead, (System.nanoTime() - start) / 1e9, ran.err());
      }
    }
    System.exit(0);
  }
}
