package io.github.ksmprobe.format;

import io.github.ksmprobe.diagnosis.Reason;
import io.github.ksmprobe.diagnosis.Severity;
import io.github.ksmprobe.diagnosis.Verdict;
import io.github.ksmprobe.json.JsonText;
import io.github.ksmprobe.judgement.PodReport;
import io.github.ksmprobe.round.ReportFormat;
import io.github.ksmprobe.wording.Wording;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;

/**
 * SARIF 2.1.0, for code scanning: each reason is a rule, each verdict that is not fine a result.
 */
public final class SarifFormat implements ReportFormat {

  private static final String PROJECT = "https://github.com/ksmprobe/ksm-probe-exporter";
  private static final String SCHEMA =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

  @Override
  public String render(List<PodReport> reports) {
    return JsonPieces.whole(this, reports);
  }

  @Override
  public Writing begin(Consumer<String> out) {
    return new Document(out);
  }

  private static final class Document implements Writing {

    private final JsonPieces pieces;
    private final JsonGenerator json;

    Document(Consumer<String> out) {
      pieces = new JsonPieces(out);
      json = pieces.json;
      json.writeStartObject();
      json.writeStringProperty("$schema", SCHEMA);
      json.writeStringProperty("version", "2.1.0");
      json.writeArrayPropertyStart("runs");
      json.writeStartObject();
      json.writeName("tool");
      JsonText.write(json, tool());
      json.writeArrayPropertyStart("results");
    }

    @Override
    public void add(List<PodReport> workload) {
      for (PodReport report : workload) {
        for (Verdict verdict : report.verdicts()) {
          if (verdict.severity() != Severity.NONE) {
            JsonText.write(json, result(report, verdict));
          }
        }
        pieces.handOn();
      }
    }

    @Override
    public void close() {
      json.writeEndArray();
      json.writeEndObject();
      json.writeEndArray();
      json.writeEndObject();
      json.writeRaw('\n');
      pieces.handOn();
    }
  }

  private static Map<String, Object> tool() {
    Map<String, Object> driver = new LinkedHashMap<>();
    driver.put("name", "ksm-probe-exporter");
    driver.put("informationUri", PROJECT);
    driver.put("rules", Arrays.stream(Reason.values()).map(SarifFormat::rule).toList());
    return Map.of("driver", driver);
  }

  private static Map<String, Object> rule(Reason reason) {
    Map<String, Object> rule = new LinkedHashMap<>();
    rule.put("id", reason.label());
    rule.put("shortDescription", text(reason.meaning()));
    rule.put("helpUri", PROJECT + "/blob/main/docs/verdicts.md#" + reason.label());
    return rule;
  }

  private static Map<String, Object> result(PodReport report, Verdict verdict) {
    var origin = report.pod().workload().origin();
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("ruleId", verdict.reason().label());
    result.put(
        "level",
        switch (verdict.severity()) {
          case ERROR -> "error";
          case WARNING -> "warning";
          case INFO, NONE -> "note";
        });
    String subject =
        "%s, %s of container %s"
            .formatted(Words.workload(report), verdict.type().key(), verdict.container());
    result.put(
        "message",
        text((subject + ": " + Wording.why(verdict) + " " + Wording.fix(verdict)).strip()));
    Map<String, Object> place = new LinkedHashMap<>();
    place.put("artifactLocation", Map.of("uri", uri(origin.name())));
    place.put("region", Map.of("startLine", origin.line(verdict.container(), verdict.type())));
    result.put("locations", List.of(Map.of("physicalLocation", place)));
    // Neither line nor version: the same finding stays the same alert.
    result.put(
        "partialFingerprints",
        Map.of("probe/v1", Integer.toHexString(Objects.hash(subject, verdict.reason().label()))));
    return result;
  }

  private static Map<String, Object> text(String words) {
    return Map.of("text", words);
  }

  /** A file's name as a reference relative to the folder that the program was started in. */
  private static String uri(String file) {
    try {
      return new URI(file.startsWith("/") ? "file" : null, null, file, null).toASCIIString();
    } catch (URISyntaxException _) {
      return "unknown";
    }
  }
}
