package io.github.ksmprobe.dashboards;

import io.github.ksmprobe.dashboards.grafana.SeenPanel;
import io.github.ksmprobe.dashboards.grafana.View;
import io.github.ksmprobe.dashboards.worlds.KeptHistory;
import io.github.ksmprobe.dashboards.worlds.ObservedWorld;
import io.github.ksmprobe.dashboards.worlds.PrometheusApi;
import io.github.ksmprobe.dashboards.worlds.Worlds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Every dashboard as it is seen in every world, from one Prometheus for all tests that ask. */
final class SeenDashboards implements AutoCloseable {

  private static final List<ObservedWorld> WORLDS = Worlds.all();

  private final KeptHistory history;
  private final Map<View, List<SeenPanel>> seen = new ConcurrentHashMap<>();

  private SeenDashboards(KeptHistory history) {
    this.history = history;
  }

  static List<ObservedWorld> worlds() {
    return WORLDS;
  }

  static ObservedWorld world(String name) {
    return WORLDS.stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
  }

  /** All panels that ask something, from left to right and from above. */
  List<SeenPanel> panels(View view) {
    return seen.computeIfAbsent(
        view,
        _ ->
            view.dashboard().asking().stream()
                .map(panel -> SeenPanel.of(panel, view, api()))
                .toList());
  }

  /** All panels of all dashboards in that world, with all variables at All. */
  List<SeenPanel> panels(String world) {
    return Dashboard.all().stream()
        .flatMap(dashboard -> panels(View.of(dashboard, world(world))).stream())
        .toList();
  }

  PrometheusApi api() {
    return history.api();
  }

  @Override
  public void close() {
    history.close();
  }

  /** Gives them to tests as a parameter. */
  static final class Extension implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == SeenDashboards.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return context
          .getRoot()
          .getStore(ExtensionContext.Namespace.create(SeenDashboards.class))
          .computeIfAbsent(SeenDashboards.class, _ -> started(), SeenDashboards.class);
    }

    private static SeenDashboards started() {
      try {
        return new SeenDashboards(
            KeptHistory.of(WORLDS, Files.createTempDirectory(Path.of("target"), "worlds")));
      } catch (IOException full) {
        throw new UncheckedIOException(full);
      }
    }
  }
}
