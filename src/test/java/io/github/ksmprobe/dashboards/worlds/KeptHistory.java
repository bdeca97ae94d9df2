package io.github.ksmprobe.dashboards.worlds;

import io.github.ksmprobe.alerts.PrometheusTool;
import io.github.ksmprobe.alerts.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A Prometheus that has seen all worlds, and evaluated the project's own rules in them. */
public final class KeptHistory implements AutoCloseable {

  private final ServerProcess server;

  private KeptHistory(ServerProcess server) {
    this.server = server;
  }

  /**
   * Starts it and lets all worlds pass.
   *
   * @param folder for its files
   */
  public static KeptHistory of(List<ObservedWorld> worlds, Path folder) {
    int port = ServerProcess.freePort();
    ServerProcess server =
        ServerProcess.start(
            folder.resolve("prometheus.log"),
            port,
            List.of(
                PrometheusTool.named("prometheus").path().toString(),
                "--config.file=" + configuration(folder),
                "--storage.tsdb.path=" + folder.resolve("data"),
                "--storage.tsdb.retention.time=100y",
                "--web.enable-remote-write-receiver",
                "--web.listen-address=127.0.0.1:" + port));
    KeptHistory history = new KeptHistory(server);
    try {
      for (ObservedWorld world : worlds) {
        world.pass(series -> RemoteWrite.send(server.url(), series));
        new RuleResults(world, history.api()).write(server.url());
      }
      return history;
    } catch (RuntimeException broken) {
      history.close();
      throw broken;
    }
  }

  // What the rules say of two hours comes after them.
  private static Path configuration(Path folder) {
    try {
      return Files.writeString(
          folder.resolve("prometheus.yaml"), "storage: {tsdb: {out_of_order_time_window: 3h}}\n");
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** What can be asked of it. */
  public PrometheusApi api() {
    return new PrometheusApi(server);
  }

  @Override
  public void close() {
    server.close();
  }
}
