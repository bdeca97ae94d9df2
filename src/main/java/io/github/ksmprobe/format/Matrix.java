package io.github.ksmprobe.format;

import io.github.ksmprobe.contract.Listener;
import io.github.ksmprobe.contract.Opening;
import io.github.ksmprobe.diagnosis.EndpointState;
import io.github.ksmprobe.diagnosis.Severity;
import io.github.ksmprobe.evidence.Via;
import io.github.ksmprobe.judgement.PodReport;
import io.github.ksmprobe.text.Sheet;
import java.util.List;

/**
 * What each path answers on each listener, one line a path; what this version should not answer so
 * is marked with an exclamation mark.
 *
 * @param paint colours, or none
 */
record Matrix(Paint paint) {

  void render(PodReport report, Sheet sheet) {
    List<EndpointState> endpoints = report.endpoints();
    List<Listener> listeners =
        report.pod().component().openings().stream().map(Opening::listener).toList();
    List<Via> vias = endpoints.stream().map(EndpointState::via).distinct().sorted().toList();
    sheet.add("  %-30s".formatted("path"));
    for (Listener listener : listeners) {
      vias.forEach(via -> sheet.add("%-24s".formatted(listener.label() + ", " + via.label())));
    }
    sheet.endTrimmed();
    for (String path : endpoints.stream().map(EndpointState::path).distinct().sorted().toList()) {
      sheet.add("  %-30s".formatted(path));
      for (Listener listener : listeners) {
        for (Via via : vias) {
          endpoints.stream()
              .filter(
                  cell ->
                      cell.path().equals(path) && cell.listener() == listener && cell.via() == via)
              .findFirst()
              .ifPresentOrElse(cell -> cell(cell, sheet), () -> sheet.add(" ".repeat(24)));
        }
      }
      sheet.endTrimmed();
    }
  }

  private void cell(EndpointState state, Sheet sheet) {
    String code = state.statusCode() == 0 ? "" : state.statusCode() + " ";
    String words =
        "%-24s".formatted(code + state.kind().label() + (state.asExpected() ? "" : " !"));
    sheet.add(words, state.asExpected() ? "" : paint.severity(Severity.WARNING));
  }
}
