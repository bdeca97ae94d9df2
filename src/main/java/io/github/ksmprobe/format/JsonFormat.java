package io.github.ksmprobe.format;

import io.github.ksmprobe.contract.KsmVersion;
import io.github.ksmprobe.diagnosis.EndpointState;
import io.github.ksmprobe.diagnosis.PodNote;
import io.github.ksmprobe.diagnosis.Verdict;
import io.github.ksmprobe.judgement.Agreement;
import io.github.ksmprobe.judgement.PodReport;
import io.github.ksmprobe.kubelet.Result;
import io.github.ksmprobe.podstatus.ContainerState;
import io.github.ksmprobe.podstatus.KubeletView;
import io.github.ksmprobe.podstatus.ReadyCondition;
import io.github.ksmprobe.round.ReportFormat;
import io.github.ksmprobe.text.Escapes;
import java.io.StringWriter;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The JSON that is a promise to programs: {@code check -o json} and {@code /api/v1/report}. */
public final class JsonFormat implements ReportFormat {

  private static final JsonMapper MAPPER = new JsonMapper();

  @Override
  public String render(List<PodReport> reports) {
    StringBuilder text = new StringBuilder();
    try (Writing writing = begin(text::append)) {
      writing.add(reports);
    }
    return text.toString();
  }

  @Override
  public Writing begin(Consumer<String> out) {
    return new Document(out);
  }

  /** The pieces of one JSON text. */
  private static final class Document implements Writing {

    private final Consumer<String> out;
    private final StringWriter piece = new StringWriter();
    private final JsonGenerator json =
        MAPPER.writerWithDefaultPrettyPrinter().createGenerator(piece);

    Document(Consumer<String> out) {
      this.out = out;
      json.writeStartObject();
      json.writeArrayPropertyStart("reports");
    }

    @Override
    public void add(List<PodReport> workload) {
      for (PodReport report : workload) {
        MAPPER.writeTree(json, report(report));
        handOn();
      }
    }

    @Override
    public void close() {
      json.writeEndArray();
      json.writeEndObject();
      json.writeRaw('\n');
      handOn();
    }

    private void handOn() {
      json.flush();
      out.accept(Escapes.in(piece.toString()));
      piece.getBuffer().setLength(0);
    }
  }

  private static ObjectNode report(PodReport report) {
    var workload = report.pod().workload();
    ObjectNode node = MAPPER.createObjectNode();
    node.put("source", workload.source());
    node.put("kind", workload.kind());
    node.put("namespace", workload.namespace());
    node.put("name", workload.name());
    node.put(
        "ksmVersion", report.version().match().version().map(KsmVersion::toString).orElse(null));
    node.put("versionSource", report.version().source().label());
    if (!report.kubelet().equals(KubeletView.NONE)) {
      node.set("kubelet", kubelet(report));
    }
    if (!workload.problems().isEmpty()) {
      ArrayNode problems = node.putArray("problems");
      workload.problems().forEach(problems::add);
    }
    if (!report.notes().isEmpty()) {
      ArrayNode notes = node.putArray("notes");
      report.notes().forEach(note -> notes.add(note(note)));
    }
    ArrayNode probes = node.putArray("probes");
    report.verdicts().forEach(verdict -> probes.add(probe(verdict)));
    ArrayNode endpoints = node.putArray("endpoints");
    report.endpoints().forEach(endpoint -> endpoints.add(endpoint(endpoint)));
    return node;
  }

  private static ObjectNode note(PodNote note) {
    return MAPPER
        .createObjectNode()
        .put("reason", note.kind().label())
        .put("explanation", note.explanation())
        .put("fix", note.fix());
  }

  private static ObjectNode kubelet(PodReport report) {
    KubeletView view = report.kubelet();
    ObjectNode node = MAPPER.createObjectNode();
    node.put("source", view.source().label());
    node.put("ready", view.condition().map(ReadyCondition::ready).orElse(null));
    node.put("readySince", view.condition().map(one -> one.since().toString()).orElse(null));
    node.put("seenAt", view.seenAt().map(seen -> seen.time().toString()).orElse(null));
    ArrayNode containers = node.putArray("containers");
    for (ContainerState state : view.containers()) {
      containers
          .addObject()
          .put("container", state.container())
          .put("ready", state.ready())
          .put("restarts", state.restarts())
          .put("agreement", Agreement.of(report, state).label());
    }
    return node;
  }

  private static ObjectNode probe(Verdict verdict) {
    ObjectNode node = MAPPER.createObjectNode();
    node.put("container", verdict.container());
    node.put("probe", verdict.type().label());
    node.put("request", verdict.request().orElse(null));
    node.put("result", verdict.result().map(Result::label).orElse(null));
    node.put("reason", verdict.reason().label());
    node.put("severity", verdict.severity().label());
    node.put("statusCode", verdict.statusCode());
    node.put("explanation", verdict.explanation());
    node.put("fix", verdict.fix().isEmpty() ? null : verdict.fix());
    node.put("breaksFrom", verdict.breaksFrom().map(KsmVersion::toString).orElse(null));
    return node;
  }

  private static ObjectNode endpoint(EndpointState endpoint) {
    ObjectNode node = MAPPER.createObjectNode();
    node.put("listener", endpoint.listener().label());
    node.put("path", endpoint.path());
    node.put("via", endpoint.via().label());
    node.put("class", endpoint.kind().label());
    node.put("statusCode", endpoint.statusCode());
    return node;
  }
}
