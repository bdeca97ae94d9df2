package io.github.ksmprobe.format;

import io.github.ksmprobe.contract.KsmVersion;
import io.github.ksmprobe.diagnosis.EndpointState;
import io.github.ksmprobe.diagnosis.PodNote;
import io.github.ksmprobe.diagnosis.Verdict;
import io.github.ksmprobe.evidence.Way;
import io.github.ksmprobe.json.JsonText;
import io.github.ksmprobe.judgement.Agreement;
import io.github.ksmprobe.judgement.EventAgreement;
import io.github.ksmprobe.judgement.PodReport;
import io.github.ksmprobe.kubelet.Result;
import io.github.ksmprobe.podstatus.ContainerState;
import io.github.ksmprobe.podstatus.KubeletView;
import io.github.ksmprobe.podstatus.ReadyCondition;
import io.github.ksmprobe.podstatus.UnhealthyEvent;
import io.github.ksmprobe.round.ReportFormat;
import io.github.ksmprobe.wording.Wording;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** The JSON that is a promise to programs: {@code check -o json} and {@code /api/v1/report}. */
public final class JsonFormat implements ReportFormat {

  @Override
  public String render(List<PodReport> reports) {
    return JsonPieces.whole(this, reports);
  }

  @Override
  public Writing begin(Consumer<String> out) {
    return new Document(out);
  }

  /** The pieces of one JSON text. */
  private static final class Document implements Writing {

    private final JsonPieces pieces;
    private final JsonGenerator json;

    Document(Consumer<String> out) {
      pieces = new JsonPieces(out);
      json = pieces.json;
      json.writeStartObject();
      json.writeArrayPropertyStart("reports");
    }

    @Override
    public void add(List<PodReport> workload) {
      for (PodReport report : workload) {
        JsonText.write(json, report(report));
        pieces.handOn();
      }
    }

    @Override
    public void close() {
      json.writeEndArray();
      json.writeEndObject();
      json.writeRaw('\n');
      pieces.handOn();
    }
  }

  private static Map<String, @Nullable Object> report(PodReport report) {
    var workload = report.pod().workload();
    Map<String, @Nullable Object> node = new LinkedHashMap<>();
    node.put("source", workload.source());
    node.put("kind", workload.kind());
    node.put("namespace", workload.namespace());
    node.put("name", workload.name());
    @Nullable String version =
        report.version().match().version().map(KsmVersion::toString).orElse(null);
    if (report.pod().component().isKubeStateMetrics()) {
      node.put("ksmVersion", version);
    } else {
      node.put("component", report.pod().component().name());
      node.put("ksmVersion", null);
      node.put("version", version);
    }
    node.put("versionSource", report.version().source().label());
    if (!report.kubelet().equals(KubeletView.NONE)) {
      node.put("kubelet", kubelet(report));
    }
    if (!report.ways().isEmpty()) {
      node.put("vantages", report.ways().stream().map(JsonFormat::vantage).toList());
    }
    if (!workload.problems().isEmpty()) {
      node.put("problems", workload.problems());
    }
    if (!report.notes().isEmpty()) {
      node.put("notes", report.notes().stream().map(JsonFormat::note).toList());
    }
    node.put("probes", report.verdicts().stream().map(JsonFormat::probe).toList());
    node.put("endpoints", report.endpoints().stream().map(JsonFormat::endpoint).toList());
    return node;
  }

  private static Map<String, @Nullable Object> note(PodNote note) {
    Map<String, @Nullable Object> node = new LinkedHashMap<>();
    node.put("reason", note.kind().label());
    node.put("explanation", Wording.why(note));
    node.put("fix", Wording.fix(note));
    return node;
  }

  private static Map<String, @Nullable Object> vantage(Way way) {
    Map<String, @Nullable Object> node = new LinkedHashMap<>();
    node.put("name", way.kind().label());
    node.put("via", way.kind().via().label());
    node.put("open", way.isOpen());
    node.put("closedBecause", way.closed().orElse(null));
    return node;
  }

  private static Map<String, @Nullable Object> event(PodReport report, UnhealthyEvent event) {
    Map<String, @Nullable Object> node = new LinkedHashMap<>();
    node.put("container", event.container());
    node.put("probe", event.type().label());
    node.put("message", event.message());
    node.put("count", event.count());
    node.put("last", event.last().toString());
    node.put("agreement", EventAgreement.of(report, event).label());
    return node;
  }

  private static Map<String, @Nullable Object> kubelet(PodReport report) {
    KubeletView view = report.kubelet();
    Map<String, @Nullable Object> node = new LinkedHashMap<>();
    node.put("source", view.source().label());
    node.put("ready", view.condition().map(ReadyCondition::ready).orElse(null));
    node.put("readySince", view.condition().map(one -> one.since().toString()).orElse(null));
    node.put("seenAt", view.seenAt().map(seen -> seen.time().toString()).orElse(null));
    node.put(
        "containers", view.containers().stream().map(state -> container(report, state)).toList());
    if (!view.events().isEmpty()) {
      node.put("events", view.events().stream().map(one -> event(report, one)).toList());
    }
    return node;
  }

  private static Map<String, @Nullable Object> container(PodReport report, ContainerState state) {
    Map<String, @Nullable Object> node = new LinkedHashMap<>();
    node.put("container", state.container());
    node.put("ready", state.ready());
    node.put("restarts", state.restarts());
    if (!state.waiting().isEmpty()) {
      node.put("waiting", state.waiting());
    }
    state
        .lastEnd()
        .ifPresent(
            end -> {
              node.put("endedAt", end.at().toString());
              node.put("exitCode", end.exitCode());
              node.put("endReason", end.reason());
            });
    node.put("agreement", Agreement.of(report, state).label());
    return node;
  }

  private static Map<String, @Nullable Object> probe(Verdict verdict) {
    Map<String, @Nullable Object> node = new LinkedHashMap<>();
    node.put("container", verdict.container());
    node.put("probe", verdict.type().label());
    node.put("request", verdict.request().orElse(null));
    node.put("result", verdict.result().map(Result::label).orElse(null));
    node.put("reason", verdict.reason().label());
    node.put("severity", verdict.severity().label());
    node.put("statusCode", verdict.statusCode());
    node.put("explanation", Wording.why(verdict));
    node.put("fix", verdict.fixes().isEmpty() ? null : Wording.fix(verdict));
    node.put("breaksFrom", verdict.breaksFrom().map(KsmVersion::toString).orElse(null));
    return node;
  }

  private static Map<String, @Nullable Object> endpoint(EndpointState endpoint) {
    Map<String, @Nullable Object> node = new LinkedHashMap<>();
    node.put("listener", endpoint.listener().label());
    node.put("path", endpoint.path());
    node.put("via", endpoint.via().label());
    node.put("class", endpoint.kind().label());
    node.put("statusCode", endpoint.statusCode());
    return node;
  }
}
