package io.github.ksmprobe.format;

import io.github.ksmprobe.contract.Listener;
import io.github.ksmprobe.diagnosis.EndpointState;
import io.github.ksmprobe.diagnosis.Severity;
import io.github.ksmprobe.evidence.Via;
import java.util.List;

/**
 * What each path answers on each listener, one line a path; what this version should not answer so
 * is marked with an exclamation mark.
 *
 * @param paint colours, or none
 */
record Matrix(Paint paint) {

  void render(List<EndpointState> endpoints, StringBuilder text) {
    List<Via> vias = endpoints.stream().map(EndpointState::via).distinct().sorted().toList();
    text.append("  %-30s".formatted("path"));
    for (Listener listener : Listener.values()) {
      vias.forEach(via -> text.append("%-24s".formatted(listener.label() + ", " + via.label())));
    }
    end(text);
    for (String path : endpoints.stream().map(EndpointState::path).distinct().sorted().toList()) {
      text.append("  %-30s".formatted(path));
      for (Listener listener : Listener.values()) {
        for (Via via : vias) {
          text.append(
              endpoints.stream()
                  .filter(
                      cell ->
                          cell.path().equals(path)
                              && cell.listener() == listener
                              && cell.via() == via)
                  .findFirst()
                  .map(this::cell)
                  .orElse(" ".repeat(24)));
        }
      }
      end(text);
    }
  }

  private String cell(EndpointState state) {
    String code = state.statusCode() == 0 ? "" : state.statusCode() + " ";
    String words =
        "%-24s".formatted(code + state.kind().label() + (state.asExpected() ? "" : " !"));
    return state.asExpected() ? words : paint.severity(Severity.WARNING, words);
  }

  private static void end(StringBuilder text) {
    while (!text.isEmpty() && text.charAt(text.length() - 1) == ' ') {
      text.setLength(text.length() - 1);
    }
    text.append('\n');
  }
}
