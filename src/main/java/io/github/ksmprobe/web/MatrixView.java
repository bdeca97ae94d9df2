package io.github.ksmprobe.web;

import io.github.ksmprobe.contract.Listener;
import io.github.ksmprobe.diagnosis.EndpointState;
import io.github.ksmprobe.evidence.Via;
import io.github.ksmprobe.round.PodReport;
import io.github.ksmprobe.workload.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What each path answers on each listener. Vantages that got the same answer share a line, so that
 * a difference between loopback and pod IP stands out.
 *
 * @param columns the two listeners with their ports
 * @param rows one for each path
 * @param unexpected how many answers are not what this version should give
 */
record MatrixView(List<Column> columns, List<Row> rows, long unexpected) {

  record Column(String listener, String port) {}

  record Row(String path, List<Cell> cells) {}

  record Cell(List<Line> lines) {}

  record Line(String kind, String answer, String vias, boolean unexpected) {}

  static MatrixView of(PodReport report) {
    List<Column> columns = new ArrayList<>();
    for (Listener listener : Listener.values()) {
      Optional<Socket> socket = report.pod().socket(listener);
      columns.add(
          new Column(
              listener.label(),
              socket.map(known -> "port " + known.port()).orElse("port not known")));
    }
    List<Row> rows =
        report.endpoints().stream()
            .map(EndpointState::path)
            .distinct()
            .sorted()
            .map(path -> row(path, report.endpoints()))
            .toList();
    long unexpected =
        report.endpoints().stream().filter(endpoint -> !endpoint.asExpected()).count();
    return new MatrixView(columns, rows, unexpected);
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  boolean hasUnexpected() {
    return unexpected > 0;
  }

  private static Row row(String path, List<EndpointState> all) {
    List<Cell> cells = new ArrayList<>();
    for (Listener listener : Listener.values()) {
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

  private static String words(Via via) {
    return switch (via) {
      case LOOPBACK -> "loopback";
      case POD_IP -> "pod IP";
    };
  }
}
