package io.github.ksmprobe.exposition;

import io.github.ksmprobe.contract.Listener;
import io.github.ksmprobe.diagnosis.AnswerClass;
import io.github.ksmprobe.diagnosis.EndpointState;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.ArrayList;
import java.util.List;

/**
 * Answers other than what the version should give: by endpoint, so that their share of the requests
 * is exact from the first one on, and by reason for the whole listener, since the reasons of every
 * endpoint would be a third of a scrape.
 */
final class FailureCounters {

  private static final List<String> LISTENER =
      List.of(LabelNames.NAMESPACE, LabelNames.POD, LabelNames.LISTENER);
  private static final List<String> CELL =
      List.of(
          LabelNames.NAMESPACE,
          LabelNames.POD,
          LabelNames.LISTENER,
          LabelNames.PATH,
          LabelNames.VIA);

  private final Series series;
  private final Cardinality detail;
  private final Counter byEndpoint;
  private final Counter byListener;

  FailureCounters(PrometheusRegistry registry, Series series) {
    this.series = series;
    this.detail = series.detail();
    String name = series.component().name();
    byEndpoint =
        Counter.builder()
            .name("ksm_probe_endpoint_failures_total")
            .help(
                "Answers other than what this version of "
                    + name
                    + " should give; with --metrics.detail=full by the class of the answer, too, in the label reason.")
            .constLabels(series.constant())
            .labelNames(detail.hasReasonsByEndpoint() ? with(CELL, LabelNames.REASON) : array(CELL))
            .register(registry);
    byListener =
        Counter.builder()
            .name("ksm_probe_listener_failures_total")
            .help(
                "Answers other than what this version of "
                    + name
                    + " should give, on any path of the listener, by the class of the answer. Where one exporter watches a cluster, a class is there once it has happened.")
            .constLabels(series.constant())
            .labelNames(with(LISTENER, LabelNames.REASON))
            .register(registry);
  }

  /**
   * Counts an answer of this round.
   *
   * @param cell the label values of its endpoint
   */
  void count(EndpointState state, List<String> cell) {
    boolean failed = !state.asExpected();
    boolean counted = series.counts(state.listener(), state.path());
    if (counted && !detail.hasReasonsByEndpoint()) {
      byEndpoint.labelValues(array(cell)).inc(failed ? 1 : 0);
    }
    for (AnswerClass kind : AnswerClass.values()) {
      boolean happened = failed && kind == state.kind();
      if (counted && detail.hasReasonsByEndpoint()) {
        byEndpoint.labelValues(with(cell, kind.label())).inc(happened ? 1 : 0);
      }
      if (happened || detail.startsAtZero()) {
        byListener
            .labelValues(with(cell.subList(0, LISTENER.size()), kind.label()))
            .inc(happened ? 1 : 0);
      }
    }
  }

  /** Takes the series of an endpoint away. */
  void forgetEndpoint(List<String> cell) {
    if (!detail.hasReasonsByEndpoint()) {
      byEndpoint.remove(array(cell));
      return;
    }
    for (AnswerClass kind : AnswerClass.values()) {
      byEndpoint.remove(with(cell, kind.label()));
    }
  }

  /** Takes the series of a pod's listeners away. */
  void forgetListeners(String namespace, String pod) {
    for (Listener listener : Listener.values()) {
      for (AnswerClass kind : AnswerClass.values()) {
        byListener.remove(namespace, pod, listener.label(), kind.label());
      }
    }
  }

  private static String[] with(List<String> values, String last) {
    List<String> all = new ArrayList<>(values);
    all.add(last);
    return array(all);
  }

  private static String[] array(List<String> values) {
    return values.toArray(String[]::new);
  }
}
