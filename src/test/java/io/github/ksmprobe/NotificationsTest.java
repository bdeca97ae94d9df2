package io.github.ksmprobe;

import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ksmprobe.alerts.WebhookReceiver.Notice;
import io.github.ksmprobe.dashboards.Dashboard;
import io.github.ksmprobe.dashboards.Dashboard.Panel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * From a pod to a person, over the real servers: the right alert arrives, in the right words, once,
 * and resolves. While all is well, the dashboards have something to show that says so.
 */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = CapturesLog.LINES, mode = ResourceAccessMode.READ)
class NotificationsTest {

  /** In evaluations of the rules, and not in time: a busy machine makes fewer of them. */
  private static final int PATIENCE = 180;

  /** Only the API server tells, and there is none here. */
  private static final Set<String> WITHOUT_POD_STATUS = Set.of("Restarts");

  private static final Set<String> OF_THE_EXPORTER =
      Set.of("KubeStateMetricsProbeExporterDown", "KubeStateMetricsProbeResultsStale");

  @TempDir private Path folder = Path.of("");

  @Test
  void nothing_is_said_while_all_is_well() {
    try (World world = new World(folder, 1, Pods.plain("ksm-a", "v2.20.0", "8.4.0", "8081"))) {
      // An hour and more, the longest `for` of all, is among what is replayed.
      world.awaitEvaluations(30);

      assertEquals(List.of(), saidOf(world));
      // A round that the machine gave no time to shows nothing; the next one does.
      Set<String> empty = emptyPanels(world);
      for (int more = 0; more < 10 && !empty.equals(WITHOUT_POD_STATUS); more++) {
        world.awaitEvaluations(1);
        empty = emptyPanels(world);
      }
      assertEquals(WITHOUT_POD_STATUS, empty, "a panel says that all is well, too");
    }
  }

  @Test
  void an_upgrade_to_2_14_under_the_probes_of_chart_5_26_is_foretold_and_then_explained() {
    try (World world = new World(folder, 2, Pods.plain("ksm-a", "v2.13.0", "5.26.0", "8080"))) {
      Notice foretold = firing(world, "ksm-mail", "KubeStateMetricsProbePassesByAccident");
      assertEquals("catch_all", foretold.labels().get("reason"));
      assertEquals("monitoring", foretold.labels().get("namespace"));
      assertSays(foretold, "readiness probe of container kube-state-metrics");
      assertSays(foretold, "GET http://POD_IP:8080/readyz");
      assertSays(foretold, "It fails from v2.14.0 on");
      assertSays(foretold, "Pods: ksm-a.");

      world.deploy(Pods.plain("ksm-b", "v2.14.0", "5.26.0", "8080"));
      Notice explained = firing(world, "ksm-ticket", "KubeStateMetricsProbeMismatch");
      assertEquals("wrong_port", explained.labels().get("reason"));
      assertSays(explained, "/readyz to telemetry (8081)");
      assertSays(explained, "chart does so from 5.27.0");
      assertSays(explained, "Pods: ksm-b.");
      resolved(world, "ksm-mail", "KubeStateMetricsProbePassesByAccident");

      // Another pod with the same fault: the alert goes on, nobody is told twice.
      world.deploy(Pods.plain("ksm-c", "v2.14.0", "5.26.0", "8080"));
      world.awaitEvaluations(10);
      world.deploy(Pods.plain("ksm-d", "v2.14.0", "5.27.0", "8081"));
      resolved(world, "ksm-ticket", "KubeStateMetricsProbeMismatch");

      assertOnceEach(
          world, "KubeStateMetricsProbePassesByAccident", "KubeStateMetricsProbeMismatch");
    }
  }

  @Test
  void kube_state_metrics_that_is_gone_pages_somebody() {
    try (World world = new World(folder, 6, Pods.plain("ksm-a", "v2.20.0", "8.4.0", "8081"))) {
      world.awaitEvaluations(5);
      world.removePod();
      Notice told = firing(world, "ksm-pager", "KubeStateMetricsDown");
      assertEquals("critical", told.labels().get("severity"));
      assertEquals("monitoring", told.labels().get("namespace"));
      assertSays(told, "there are no kube_* series");

      world.deploy(Pods.plain("ksm-b", "v2.20.0", "8.4.0", "8081"));
      resolved(world, "ksm-pager", "KubeStateMetricsDown");

      assertOnceEach(world, "KubeStateMetricsDown");
    }
  }

  private static Notice firing(World world, String receiver, String alert) {
    return await(world, receiver, "firing", alert);
  }

  private static void resolved(World world, String receiver, String alert) {
    await(world, receiver, "resolved", alert);
  }

  private static Notice await(World world, String receiver, String status, String alert) {
    return world
        .await(
            PATIENCE,
            notice ->
                notice.receiver().equals(receiver)
                    && notice.status().equals(status)
                    && notice.alert().equals(alert))
        .orElseThrow(
            () ->
                new AssertionError(
                    "no " + alert + " (" + status + ") but " + world.webhook().notices()));
  }

  private static void assertSays(Notice notice, String words) {
    assertTrue(notice.description().contains(words), notice.description());
  }

  /**
   * All notices but those that a busy machine explains: where it gives the exporter no time for
   * some seconds, minutes here, it is missed with reason, and so is kube-state-metrics.
   */
  private static List<Notice> saidOf(World world, String... expected) {
    Set<String> excused = new TreeSet<>(OF_THE_EXPORTER);
    if (world.wentUnscraped("kube-state-metrics")) {
      excused.add("KubeStateMetricsDown");
    }
    excused.removeAll(Set.of(expected));
    return world.webhook().notices().stream()
        .filter(notice -> !excused.contains(notice.alert()))
        .toList();
  }

  /** Nothing else arrived, and each alert once at each receiver: firing, then resolved. */
  private static void assertOnceEach(World world, String... alerts) {
    world.awaitEvaluations(5);
    List<Notice> notices = saidOf(world, alerts);
    assertEquals(
        Set.of(alerts),
        notices.stream().map(Notice::alert).collect(toCollection(TreeSet::new)),
        notices.toString());
    Map<String, Long> times =
        notices.stream()
            .map(notice -> notice.receiver() + " " + notice.status() + " " + notice.labels())
            .collect(
                java.util.stream.Collectors.groupingBy(
                    one -> one, java.util.stream.Collectors.counting()));
    assertTrue(times.values().stream().allMatch(count -> count == 1), times.toString());
  }

  private static Set<String> emptyPanels(World world) {
    return Dashboard.panels()
        .filter(
            panel ->
                panel.targets().stream()
                    .map(target -> Dashboard.resolved(target.path("expr").asString()))
                    .allMatch(query -> world.count(query) == 0))
        .map(Panel::title)
        .collect(toCollection(TreeSet::new));
  }
}
