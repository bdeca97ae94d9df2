package io.github.ksmprobe.history;

import io.github.ksmprobe.contract.Component;
import io.github.ksmprobe.contract.KsmVersion;
import io.github.ksmprobe.diagnosis.EndpointState;
import io.github.ksmprobe.diagnosis.Severity;
import io.github.ksmprobe.diagnosis.Verdict;
import io.github.ksmprobe.judgement.PodReport;
import io.github.ksmprobe.kubelet.Result;
import io.github.ksmprobe.log.LogKeys;
import io.github.ksmprobe.wording.Wording;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/** The keys and values of one line on a target, in the order in which they are written. */
final class LogFields {

  private final Map<String, Object> values = new LinkedHashMap<>();

  private LogFields(String target) {
    values.put(LogKeys.TARGET, target);
  }

  static LogFields of(String target) {
    return new LogFields(target);
  }

  static LogFields of(PodReport pod) {
    Component component = pod.pod().component();
    return new LogFields(pod.key())
        .with(
            LogKeys.COMPONENT,
            Optional.of(component.name()).filter(_ -> !component.isKubeStateMetrics()));
  }

  LogFields with(String key, Object value) {
    values.put(key, value);
    return this;
  }

  private LogFields with(String key, Optional<?> value) {
    value.ifPresent(known -> values.put(key, known));
    return this;
  }

  LogFields probe(String container, String type) {
    return with(LogKeys.CONTAINER, container).with(LogKeys.PROBE, type);
  }

  LogFields verdict(Verdict verdict) {
    boolean ok = verdict.severity() == Severity.NONE;
    return probe(verdict.container(), verdict.type().label())
        .with(LogKeys.REQUEST, verdict.request())
        .with(LogKeys.RESULT, verdict.result().map(Result::label))
        .with(LogKeys.REASON, verdict.reason().label())
        .with(LogKeys.SEVERITY, verdict.severity().label())
        .with(LogKeys.STATUS_CODE, verdict.statusCode())
        .with(LogKeys.EXPLANATION, Optional.of(Wording.why(verdict)).filter(_ -> !ok))
        .with(LogKeys.FIX, Optional.of(Wording.fix(verdict)).filter(fix -> !fix.isEmpty()))
        .with(LogKeys.BREAKS_FROM, verdict.breaksFrom().map(KsmVersion::toString));
  }

  LogFields version(PodReport pod) {
    return with(
            LogKeys.VERSION,
            pod.version().match().version().map(KsmVersion::toString).orElse("unknown"))
        .with(LogKeys.VERSION_SOURCE, pod.version().source().label());
  }

  LogFields endpoint(EndpointState cell) {
    return with(LogKeys.LISTENER, cell.listener().label())
        .with(LogKeys.PATH, cell.path())
        .with(LogKeys.VIA, cell.via().label())
        .with(LogKeys.STATUS_CODE, cell.statusCode());
  }

  /**
   * From what to what.
   *
   * @param since when it became what it was; empty if it was not there
   */
  LogFields change(Change change, Optional<Instant> since) {
    return with(LogKeys.FROM, change.from())
        .with(LogKeys.TO, change.to())
        .with(LogKeys.SINCE, change.at())
        .with(LogKeys.LASTED_SECONDS, since.map(start -> seconds(start, change.at())));
  }

  LogFields lasted(Instant start, Instant end) {
    return with(LogKeys.LASTED_SECONDS, seconds(start, end));
  }

  private static long seconds(Instant start, Instant end) {
    // A wall clock that was set back makes nothing last less than no time.
    return Math.max(0, Duration.between(start, end).toSeconds());
  }

  void log(Logger log, Level level, String sentence) {
    LoggingEventBuilder line = log.atLevel(level);
    for (var fact : values.entrySet()) {
      line = line.addKeyValue(fact.getKey(), fact.getValue());
    }
    line.log(sentence);
  }
}
