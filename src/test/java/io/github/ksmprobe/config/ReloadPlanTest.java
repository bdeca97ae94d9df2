package io.github.ksmprobe.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.ksmprobe.config.Discovery.Cluster;
import io.github.ksmprobe.config.Discovery.None;
import io.github.ksmprobe.config.Discovery.OwnPod;
import io.github.ksmprobe.config.ReloadPlan.Change;
import io.github.ksmprobe.config.ReloadPlan.NeedsRestart;
import io.github.ksmprobe.config.ReloadPlan.Part;
import io.github.ksmprobe.config.Settings.Subject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which parts of a running sidecar a change of settings touches. */
class ReloadPlanTest {

  private static final Subject NOTHING =
      new Subject(Optional.empty(), Optional.empty(), Optional.empty());
  private static final Subject PORTS =
      new Subject(
          Optional.of(new ProbedAddresses(Set.of(), "127.0.0.1", 8080, 8081)),
          Optional.empty(),
          Optional.empty());
  private static final Settings NOW = settings(15, 5, NOTHING, new None(), Logging.DEFAULT);
  private static final Settings MANY = settings(15, 5, NOTHING, cluster("a", 8), Logging.DEFAULT);

  @Test
  void the_same_settings_change_nothing() {
    assertEquals(new Change(Set.of()), ReloadPlan.between(NOW, NOW));
    assertEquals(new Change(Set.of()), ReloadPlan.between(MANY, MANY));
  }

  @Test
  void interval_and_timeout_are_the_pace() {
    assertEquals(
        new Change(Set.of(Part.PACE)),
        ReloadPlan.between(NOW, settings(16, 5, NOTHING, new None(), Logging.DEFAULT)));
    assertEquals(
        new Change(Set.of(Part.PACE)),
        ReloadPlan.between(NOW, settings(15, 4, NOTHING, new None(), Logging.DEFAULT)));
  }

  @Test
  void subject_and_discovery_are_the_targets() {
    assertEquals(
        new Change(Set.of(Part.TARGETS)),
        ReloadPlan.between(NOW, settings(15, 5, PORTS, new None(), Logging.DEFAULT)));
    assertEquals(
        new Change(Set.of(Part.TARGETS)),
        ReloadPlan.between(
            NOW, settings(15, 5, NOTHING, new OwnPod("ksm-0", Optional.empty()), Logging.DEFAULT)));
    assertEquals(
        new Change(Set.of(Part.TARGETS)),
        ReloadPlan.between(MANY, settings(15, 5, NOTHING, cluster("b", 8), Logging.DEFAULT)));
  }

  @Test
  void the_log_is_a_part_of_its_own_and_parts_add_up() {
    Logging loud = new Logging(Logging.Level.DEBUG, Logging.Format.LOGFMT);
    assertEquals(new Change(Set.of(Part.LOG)), ReloadPlan.between(NOW, NOW.with(loud)));
    assertEquals(
        new Change(Set.of(Part.LOG, Part.PACE, Part.TARGETS)),
        ReloadPlan.between(NOW, settings(20, 5, PORTS, new None(), loud)));
  }

  @Test
  void another_address_needs_a_restart() {
    Settings moved =
        new Settings(
            new ListenAddress("", 10118),
            NOW.interval(),
            NOW.timeout(),
            PORTS,
            NOW.discovery(),
            NOW.logging(),
            NOW.credentials(),
            NOW.detail());
    assertEquals(
        new NeedsRestart("web.listen-address", ":10117", ":10118"), ReloadPlan.between(NOW, moved));
  }

  @Test
  void which_files_hold_secrets_is_fixed() {
    CredentialFiles web = new CredentialFiles(Optional.of("web.yml"), Optional.empty());
    CredentialFiles token = new CredentialFiles(Optional.empty(), Optional.of("/token"));
    assertEquals(
        new NeedsRestart("web.config.file", "no file", "web.yml"),
        ReloadPlan.between(NOW, NOW.with(web)));
    assertEquals(
        new NeedsRestart("ksm.bearer-token-file", "/token", "no file"),
        ReloadPlan.between(NOW.with(token), NOW));
    assertEquals(new Change(Set.of()), ReloadPlan.between(NOW.with(web), NOW.with(web)));
  }

  @Test
  void other_series_need_a_restart() {
    assertEquals(
        new NeedsRestart("metrics.detail", "default", "full"),
        ReloadPlan.between(NOW, NOW.with(Detail.FULL)));
  }

  @Test
  void one_pod_and_many_are_other_programs() {
    assertEquals(new NeedsRestart("discovery", "none", "cluster"), ReloadPlan.between(NOW, MANY));
    assertEquals(
        new NeedsRestart("discovery", "cluster", "pod"),
        ReloadPlan.between(
            MANY,
            settings(15, 5, NOTHING, new OwnPod("ksm-0", Optional.empty()), Logging.DEFAULT)));
  }

  @Test
  void what_is_fixed_is_said_in_one_sentence() {
    assertEquals(
        "--discovery cannot change from none to cluster while running; restart for that",
        new NeedsRestart("discovery", "none", "cluster").refusal().getMessage());
  }

  @Test
  void more_requests_at_once_need_a_restart() {
    assertEquals(
        new NeedsRestart("max-concurrency", "8", "16"),
        ReloadPlan.between(MANY, settings(15, 5, NOTHING, cluster("a", 16), Logging.DEFAULT)));
  }

  private static Cluster cluster(String selector, int concurrency) {
    return new Cluster(selector, List.of(), Shard.ALL, concurrency);
  }

  private static Settings settings(
      int interval, int timeout, Subject subject, Discovery discovery, Logging logging) {
    return new Settings(
        ListenAddress.DEFAULT,
        Duration.ofSeconds(interval),
        Duration.ofSeconds(timeout),
        subject,
        discovery,
        logging,
        CredentialFiles.NONE,
        Detail.DEFAULT);
  }
}
