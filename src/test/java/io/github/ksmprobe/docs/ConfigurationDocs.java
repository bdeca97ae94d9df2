package io.github.ksmprobe.docs;

import io.github.ksmprobe.cli.ConfigurationKeys;
import java.util.List;
import java.util.Map;

/** The reference page of the configuration file: keys from the flags, the rest by hand. */
final class ConfigurationDocs {

  /** One line each that could stand in a file; a key without one fails the test. */
  static final Map<String, String> EXAMPLES =
      Map.ofEntries(
          Map.entry("component", "component: statsd_exporter"),
          Map.entry("contracts", "contracts: [/etc/ksm-probe/gadget.yaml]"),
          Map.entry("discovery", "discovery: cluster"),
          Map.entry("interval", "interval: 30s"),
          Map.entry("log.format", "log.format: json"),
          Map.entry("log.level", "log.level: debug"),
          Map.entry("main-url", "main-url: http://127.0.0.1:8080"),
          Map.entry("max-concurrency", "max-concurrency: 64"),
          Map.entry("ksm.bearer-token-file", "ksm.bearer-token-file: /var/run/secrets/ksm/token"),
          Map.entry("web.config.file", "web.config.file: /etc/ksm-probe/web.yml"),
          Map.entry("metrics.detail", "metrics.detail: full"),
          Map.entry("namespace", "namespace: [monitoring, kube-system]"),
          Map.entry("pod-file", "pod-file: /etc/ksm-probe/pod.yaml"),
          Map.entry("pod-ip", "pod-ip: 10.0.0.7"),
          Map.entry("pod-name", "pod-name: kube-state-metrics-0"),
          Map.entry("pod-namespace", "pod-namespace: monitoring"),
          Map.entry("selector", "selector: app.kubernetes.io/name=kube-state-metrics"),
          Map.entry("shard", "shard: 0"),
          Map.entry("telemetry-url", "telemetry-url: http://127.0.0.1:8081"),
          Map.entry("timeout", "timeout: 2s"),
          Map.entry("total-shards", "total-shards: 3"),
          Map.entry("web.listen-address", "web.listen-address: \":10117\""));

  private static final String HEAD =
      """
      # The configuration file

      Everything that a flag of `run` says can stand in a file:

      ```
      ksm-probe-exporter run --config.file=/etc/ksm-probe/config.yml
      ```

      ```yaml
      interval: 30s
      timeout: 2s
      discovery: cluster
      namespace: [monitoring, kube-system]
      web.listen-address: ":10117"
      ```

      - A key is a long flag without `--`, exactly. The file is flat, and every key may be left out; an
        empty file is fine.
      - **Flags win over the file; the file wins over the environment and over built-in defaults.** A
        list is replaced as a whole.
      - `${…}` and `@file` mean nothing in it: values are taken as they are written.
      - Anything else is refused, with file, line and what is accepted: unknown keys, wrong types, values
        that cannot be, a key that stands twice, a second document, tags, and files above 1 MiB.

      `--config.check` looks at flags and file, and at the files they name, without asking anything of
      the network. It prints one line and exits with 0, or one sentence and exits with 2:

      ```console
      $ ksm-probe-exporter run --config.file=config.yml --config.check
      config.yml:1: unknown key "intervall"; did you mean "interval"? Known keys: component, …
      ```

      `http://…/config` shows what is in effect, each value with where it comes from. User and password
      in a URL are shown as `<secret>`.

      ## Reloading

      The file is read again

      - when it changes: it is looked at every 2 s, and a change counts once it was the same twice, so
        a file that is being written is left alone until it is whole;
      - on SIGHUP;
      - on `POST /-/reload`, which answers when it is done: 200 when the new configuration is in effect,
        500 with a sentence when it is not, 409 when there is no `--config.file`.

      `POST /-/reload` needs no flag to be allowed. Who can reach the port can have the file read, but
      can neither choose the file nor what stands in it; reading it twice changes nothing, and one
      request waits for the other.

      **A file that cannot be used changes nothing.** The previous configuration stays in effect, the
      log has one line with the sentence, `ksm_probe_exporter_config_last_reload_successful` is 0 until
      a reload succeeds, and the alert
      [KubeStateMetricsProbeConfigUnreadable](runbooks/KubeStateMetricsProbeConfigUnreadable.md) fires
      after 15 minutes. A file that is gone is such a file. At the start there is nothing to fall back
      to: the program prints the sentence and exits with 2.

      **Only what changed is changed.** Another interval or timeout is the rounds' next pace; other pods
      are looked at as soon as they are known; counters, history and the version learnt go on. Some
      keys are fixed at the start, and a file that changes one of them is refused with a sentence that
      says so: `web.listen-address`, `web.config.file` and `ksm.bearer-token-file` (what
      stands in these files is read again), `max-concurrency`, `metrics.detail`, `component`, and
      `discovery` to or from `cluster`.

      What stands in a `pod-file` is read when the path changes and at the start; what stands in
      `contracts` is read with every file.

      ## In a ConfigMap

      Mount the folder, not the file: with `subPath` the kubelet never updates it. A change arrives
      within a minute or so; no restart and no sidecar that sends signals is needed.

      ```yaml
      apiVersion: v1
      kind: ConfigMap
      metadata:
        name: ksm-probe-exporter
      data:
        config.yml: |
          interval: 30s
          timeout: 2s
      ---
      # in the pod
      containers:
        - name: ksm-probe-exporter
          args: [run, --config.file=/etc/ksm-probe/config.yml]
          volumeMounts:
            - {name: config, mountPath: /etc/ksm-probe, readOnly: true}
      volumes:
        - name: config
          configMap: {name: ksm-probe-exporter}
      ```

      ## Keys

      | key | accepts | default | meaning | example |
      |---|---|---|---|---|
      """;

  private ConfigurationDocs() {}

  static String page(List<ConfigurationKeys.Key> keys) {
    StringBuilder page = new StringBuilder(ReferenceDocs.GENERATED).append(HEAD);
    for (ConfigurationKeys.Key key : keys) {
      page.append(
          "| `%s` | %s | %s | %s | `%s` |\n"
              .formatted(
                  key.name(),
                  key.accepted(),
                  key.byDefault().isEmpty() ? "" : "`" + key.byDefault() + "`",
                  key.meaning(),
                  EXAMPLES.getOrDefault(key.name(), "an example is missing")));
    }
    return page.toString();
  }

  static List<ConfigurationKeys.Key> keys() {
    return ConfigurationKeys.all();
  }
}
