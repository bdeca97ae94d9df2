package io.github.ksmprobe.deploy;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The custom resources, with the fields that the Prometheus Operator and the Grafana Operator read:
 * those that may stand in our manifests, and no others.
 */
final class Custom {

  private Custom() {}

  record PodMonitor(String apiVersion, String kind, ObjectMeta metadata, PodMonitorSpec spec) {}

  record PodMonitorSpec(
      LabelSelector selector,
      @Nullable NamespaceSelector namespaceSelector,
      List<PodMetricsEndpoint> podMetricsEndpoints) {}

  record NamespaceSelector(@Nullable Boolean any, @Nullable List<String> matchNames) {}

  record PodMetricsEndpoint(
      String port,
      @Nullable String path,
      @Nullable String interval,
      @Nullable String scrapeTimeout,
      List<Relabeling> relabelings) {}

  record Relabeling(String targetLabel, String replacement) {}

  record PrometheusRule(String apiVersion, String kind, ObjectMeta metadata, RuleSpec spec) {}

  record RuleSpec(List<RuleGroup> groups) {}

  record RuleGroup(
      String name, @Nullable String interval, @Nullable Integer limit, List<Rule> rules) {}

  record Rule(
      @Nullable String record,
      @Nullable String alert,
      String expr,
      @JsonProperty("for") @Nullable String duration,
      @JsonProperty("keep_firing_for") @Nullable String keepFiringFor,
      @Nullable Map<String, String> labels,
      @Nullable Map<String, String> annotations) {}

  record GrafanaDashboard(
      String apiVersion, String kind, ObjectMeta metadata, GrafanaDashboardSpec spec) {}

  record GrafanaDashboardSpec(
      LabelSelector instanceSelector,
      @Nullable Boolean allowCrossNamespaceImport,
      @Nullable String folder,
      @Nullable String resyncPeriod,
      ConfigMapReference configMapRef) {}

  record ConfigMapReference(String name, String key) {}

  record AlertmanagerConfig(
      String apiVersion, String kind, ObjectMeta metadata, AlertmanagerConfigSpec spec) {}

  record AlertmanagerConfigSpec(
      Route route, List<Receiver> receivers, @Nullable List<InhibitRule> inhibitRules) {}

  record Route(
      @Nullable String receiver,
      @Nullable List<String> groupBy,
      @Nullable String groupWait,
      @Nullable String groupInterval,
      @Nullable String repeatInterval,
      @Nullable List<Matcher> matchers,
      @JsonProperty("continue") @Nullable Boolean goesOn,
      @Nullable List<Route> routes) {}

  record Matcher(String name, @Nullable String value, @Nullable String matchType) {}

  record Receiver(
      String name,
      @Nullable List<PagerDutyConfig> pagerdutyConfigs,
      @Nullable List<SlackConfig> slackConfigs,
      @Nullable List<WebhookConfig> webhookConfigs,
      @Nullable List<EmailConfig> emailConfigs) {}

  record SecretKey(String name, String key) {}

  record KeyValue(String key, String value) {}

  record PagerDutyConfig(
      SecretKey routingKey,
      String severity,
      @JsonProperty("class") String kindOfEvent,
      String component,
      String group,
      String description,
      List<KeyValue> details) {}

  record SlackConfig(
      SecretKey apiURL,
      String channel,
      Boolean sendResolved,
      String color,
      String title,
      String titleLink,
      String text) {}

  record WebhookConfig(String url, Boolean sendResolved, Integer maxAlerts) {}

  record EmailConfig(
      String to,
      String from,
      String smarthost,
      Boolean sendResolved,
      List<KeyValue> headers,
      String html,
      String text) {}

  record InhibitRule(
      List<Matcher> sourceMatch, List<Matcher> targetMatch, @Nullable List<String> equal) {}
}
