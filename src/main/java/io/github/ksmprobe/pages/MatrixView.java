package io.github.ksmprobe.pages;

import io.github.ksmprobe.contract.Component;
import io.github.ksmprobe.contract.Listener;
import io.github.ksmprobe.contract.Opening;
import io.github.ksmprobe.diagnosis.AnswerClass;
import io.github.ksmprobe.diagnosis.EndpointState;
import io.github.ksmprobe.diagnosis.Questions;
import io.github.ksmprobe.evidence.Via;
import io.github.ksmprobe.judgement.PodReport;
import io.github.ksmprobe.workload.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What each path answers on each listener. Vantages that got the same answer share a line, so that
 * a difference between loopback and pod IP stands out.
 *
 * @param columns the listeners with their ports
 * @param rows one for each path
 * @param terms what the words in the cells mean
 * @param unexpected how many answers are not what this version should give
 */
record MatrixView(List<Column> columns, List<Row> rows, List<Term> terms, long unexpected) {

  record Column(String listener, String port, String purpose) {}

  record Row(String path, List<Cell> cells) {}

  record Term(String word, String meaning) {}

  record Cell(List<Line> lines) {}

  record Line(String kind, String answer, String vias, boolean unexpected) {}

  static MatrixView of(PodReport report) {
    Component component = report.pod().component();
    List<Column> columns = new ArrayList<>();
    for (Listener listener : listeners(component)) {
      Optional<Socket> socket = report.pod().socket(listener);
      columns.add(
          new Column(
              listener.label(),
              socket.map(known -> "port " + known.port()).orElse("port not known"),
              purpose(listener, component)));
    }
    List<Row> rows =
        report.endpoints().stream()
            .map(EndpointState::path)
            .distinct()
            .sorted()
            .map(path -> row(path, report.endpoints(), component))
            .toList();
    long unexpected =
        report.endpoints().stream().filter(endpoint -> !endpoint.asExpected()).count();
    List<Term> terms = new ArrayList<>();
    report.endpoints().stream()
        .map(EndpointState::kind)
        .distinct()
        .sorted()
        .forEach(kind -> terms.add(new Term(kind.label(), meaning(kind, component))));
    if (report.endpoints().stream().anyMatch(one -> one.path().equals(Questions.CONTROL_PATH))) {
      terms.add(
          new Term(
              Questions.CONTROL_PATH,
              "is served by no version: a port that answers it with 200 answers every path"));
    }
    return new MatrixView(columns, rows, terms, unexpected);
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  boolean hasUnexpected() {
    return unexpected > 0;
  }

  private static List<Listener> listeners(Component component) {
    return component.openings().stream().map(Opening::listener).toList();
  }

  private static Row row(String path, List<EndpointState> all, Component component) {
    List<Cell> cells = new ArrayList<>();
    for (Listener listener : listeners(component)) {
      List<EndpointState> here =
          all.stream()
              .filter(state -> state.listener() == listener && state.path().equals(path))
              .toList();
      cells.add(new Cell(lines(here)));
    }
    return new Row(path, cells);
  }

  private static List<Line> lines(List<EndpointState> here) {
    return here.stream()
        .map(MatrixView::answer)
        .distinct()
        .map(answer -> line(answer, here))
        .toList();
  }

  private static Line line(String answer, List<EndpointState> here) {
    List<EndpointState> same = here.stream().filter(one -> answer(one).equals(answer)).toList();
    String vias = same.stream().map(one -> words(one.via())).collect(Collectors.joining(", "));
    return new Line(
        same.getFirst().kind().label(),
        answer,
        vias,
        same.stream().anyMatch(one -> !one.asExpected()));
  }

  private static String answer(EndpointState state) {
    return (state.statusCode() == 0 ? "" : state.statusCode() + " ") + state.kind().label();
  }

  private static String purpose(Listener listener, Component component) {
    if (component.hasOneListener()) {
      return "all that it serves";
    }
    if (!component.isKubeStateMetrics()) {
      return component
          .opening(listener)
          .flatMap(opening -> opening.addressFlag().or(opening::portFlag))
          .map(flag -> "moved by --" + flag)
          .orElse("moved by no flag");
    }
    return switch (listener) {
      case MAIN -> "metrics of Kubernetes objects";
      case TELEMETRY -> "its own metrics";
    };
  }

  private static String meaning(AnswerClass kind, Component component) {
    return switch (kind) {
      case SERVED -> "the path's real handler";
      case LANDING_PAGE ->
          "the landing page; for any path but \"/\" it means that the port answers every path";
      case EMPTY -> "200 without a byte";
      case NOT_FOUND -> "404: the port does not serve the path";
      case UNAUTHORIZED -> "credentials are required";
      case UNAVAILABLE -> "503: the handler is there and says that it cannot do its work";
      case REDIRECT -> "3xx that was not followed";
      case WRONG_SCHEME -> "http to a TLS port, or the reverse";
      case FOREIGN -> "something that is not " + component.name();
      case ERROR -> "any other status, or a body that broke off";
      case NO_ANSWER -> "no complete headers";
    };
  }

  static String words(Via via) {
    return switch (via) {
      case LOOPBACK -> "loopback";
      case POD_IP -> "pod IP";
    };
  }
}
