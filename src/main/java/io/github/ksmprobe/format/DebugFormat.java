package io.github.ksmprobe.format;

import io.github.ksmprobe.evidence.Answered;
import io.github.ksmprobe.evidence.RedactedExchange;
import io.github.ksmprobe.judgement.Agreement;
import io.github.ksmprobe.judgement.PodReport;
import io.github.ksmprobe.kubelet.Masked;
import io.github.ksmprobe.podstatus.ContainerState;
import io.github.ksmprobe.podstatus.KubeletView;
import io.github.ksmprobe.round.Report;
import io.github.ksmprobe.round.ReportFormat;
import io.github.ksmprobe.round.RoundFormat;
import io.github.ksmprobe.text.Sheet;
import io.github.ksmprobe.wording.Wording;
import io.github.ksmprobe.workload.Container;
import io.github.ksmprobe.workload.Handler;
import io.github.ksmprobe.workload.Handler.HttpGet;
import io.github.ksmprobe.workload.Probe;
import io.github.ksmprobe.workload.Socket;
import java.util.List;

/**
 * One round step by step: what was resolved, asked and answered, and what was concluded from it.
 *
 * @param verdicts how conclusions are written
 */
public record DebugFormat(ReportFormat verdicts) implements RoundFormat {

  private static final int WIDTH = 100;

  @Override
  public String render(Report report) {
    Sheet text = new Sheet();
    for (PodReport pod : report.pods()) {
      resolved(pod, text);
      exchanged(pod, report, text);
      concluded(pod, text);
    }
    return text.toString();
  }

  private static void resolved(PodReport report, Sheet text) {
    text.add("1. Resolved").end().end();
    line(text, "target", Words.workload(report));
    line(text, "source", report.pod().workload().source());
    line(text, "probes", "read from " + report.kubelet().source().words());
    kubelet(report, text);
    line(text, "address", report.pod().ip());
    line(text, "container", report.pod().ksm().name() + ", image " + image(report));
    for (Socket socket : report.pod().sockets()) {
      line(text, "listens", socket(socket));
    }
    for (Container container : report.pod().judged()) {
      for (Probe probe : container.probes()) {
        line(text, "probe", probe(container, probe));
      }
    }
  }

  private static void kubelet(PodReport report, Sheet text) {
    KubeletView view = report.kubelet();
    view.condition()
        .ifPresent(
            pod ->
                line(
                    text,
                    "kubelet",
                    "pod " + (pod.ready() ? "Ready" : "not Ready") + " since " + pod.since()));
    for (ContainerState state : view.containers()) {
      line(
          text,
          "kubelet",
          "container %s %s, restarts: %d"
              .formatted(
                  state.container(), state.ready() ? "ready" : "not ready", state.restarts()));
    }
    if (!view.hasStatus()) {
      line(text, "kubelet", "what it says is not known");
    }
    view.seenAt().ifPresent(seen -> line(text, "kubelet", "last seen " + seen.time()));
  }

  private static String image(PodReport report) {
    String image = report.pod().ksm().image();
    return image.isEmpty() ? "not known" : image;
  }

  private static String socket(Socket socket) {
    String role =
        switch (socket.role()) {
          case Socket.Role.Ksm(var listener) -> listener.label();
          case Socket.Role.Proxy(_, var upstream) -> "proxy to port " + upstream.port();
          case Socket.Role.ProxyHealth() -> "the proxy's own health";
          case Socket.Role.Other() -> "not known";
        };
    String address = socket.address().isAny() ? "all addresses" : socket.address().text();
    return "port %d of container %s on %s, %s: %s"
        .formatted(socket.port(), socket.container(), address, socket.scheme().label(), role);
  }

  private static String probe(Container container, Probe probe) {
    String request =
        switch (probe.handler()) {
          case HttpGet get ->
              "httpGet of %s on port %s".formatted(Masked.of(get.path()), get.port());
          case Handler.TcpSocket tcp -> "tcpSocket on port " + tcp.port();
          case Handler.Exec exec ->
              exec.command().isEmpty() ? "exec" : "exec of " + Masked.of(exec.command().getFirst());
          case Handler.Grpc(int port) -> "grpc on port " + port;
          case Handler.Unread _ -> "cannot be read";
        };
    return "%s of container %s: %s, timeout %d s"
        .formatted(probe.type().label(), container.name(), request, probe.timeout().toSeconds());
  }

  private static void exchanged(PodReport pod, Report report, Sheet text) {
    text.end()
        .add("2. Asked and answered: %d requests in ".formatted(pod.evidence().size()))
        .add("%d ms, at most ".formatted(report.took().toMillis()))
        .add("%d ms allowed".formatted(report.interval().toMillis()))
        .end();
    for (Answered exchange : pod.evidence()) {
      RedactedExchange shown = RedactedExchange.of(exchange);
      text.end().add("* ").add(shown.purpose()).end();
      indented(text, "> ", shown.requestHead());
      text.add("  = ").add(shown.outcome());
      shown
          .took()
          .ifPresent(took -> text.add(" (%.1f ms)".formatted(took.toNanos() / 1_000_000.0)));
      text.end();
      indented(text, "< ", shown.responseHead());
      indented(text, "| ", shown.body());
      if (shown.bytes() > shown.body().length()) {
        text.add("  | ... " + shown.bytes() + " bytes read").end();
      }
    }
  }

  private void concluded(PodReport pod, Sheet text) {
    text.end().add("3. Concluded").end().end();
    long unexpected = pod.endpoints().stream().filter(endpoint -> !endpoint.asExpected()).count();
    new Matrix(Paint.NONE).render(pod, text);
    text.add("  %d of %d".formatted(unexpected, pod.endpoints().size()))
        .add(" endpoints do not answer as this version should (!).")
        .end()
        .end();
    verdicts.render(List.of(pod)).lines().forEach(line -> text.add(line).end());
    for (ContainerState state : pod.kubelet().containers()) {
      text.end().add("  The kubelet on container " + state.container() + ":").end();
      text.paragraph("  ", Wording.of(Agreement.of(pod, state)), WIDTH);
    }
  }

  private static void indented(Sheet text, String mark, String lines) {
    lines.lines().forEach(line -> text.add("  ").add(mark).add(line).end());
  }

  private static void line(Sheet text, String label, String value) {
    text.add("  %-10s ".formatted(label)).add(value).end();
  }
}
