package io.github.ksmprobe.format;

import static java.util.stream.Collectors.joining;

import io.github.ksmprobe.diagnosis.Verdict;
import io.github.ksmprobe.evidence.Way;
import io.github.ksmprobe.judgement.Agreement;
import io.github.ksmprobe.judgement.EventAgreement;
import io.github.ksmprobe.judgement.PodReport;
import io.github.ksmprobe.podstatus.ContainerState;
import io.github.ksmprobe.podstatus.KubeletView;
import io.github.ksmprobe.podstatus.UnhealthyEvent;
import io.github.ksmprobe.text.Sheet;
import io.github.ksmprobe.wording.Wording;
import java.util.List;

/** How a pod was seen from outside the cluster, and what the kubelet itself says of it. */
final class Sighting {

  private static final int WIDTH = 100;

  private Sighting() {}

  /** Above the verdicts; nothing of a pod that was asked directly. */
  static void of(PodReport report, Sheet sheet) {
    if (report.ways().isEmpty()) {
      return;
    }
    List<Way> open = report.ways().stream().filter(Way::isOpen).toList();
    sheet.paragraph(
        "  seen by  ",
        open.isEmpty()
            ? "nobody: this is what check predicts from its declaration"
            : open.stream().map(way -> way.kind().label()).collect(joining(", ")),
        WIDTH);
    for (Way way : report.ways()) {
      way.closed()
          .ifPresent(why -> sheet.paragraph("  not by   ", way.kind().label() + ": " + why, WIDTH));
    }
    kubelet(report, sheet);
  }

  private static void kubelet(PodReport report, Sheet sheet) {
    KubeletView view = report.kubelet();
    boolean seen = report.ways().stream().anyMatch(Way::isOpen);
    view.condition()
        .ifPresent(
            pod ->
                sheet.paragraph(
                    "  kubelet  ",
                    "pod " + (pod.ready() ? "Ready" : "not Ready") + " since " + pod.since(),
                    WIDTH));
    for (ContainerState state : view.containers()) {
      sheet.paragraph("  kubelet  ", words(state), WIDTH);
      Agreement agreement = Agreement.of(report, state);
      if (agreement.differs()) {
        sheet.paragraph(
            "           ", seen ? Wording.of(agreement) : Wording.NOT_AS_PREDICTED, WIDTH);
      }
    }
  }

  private static String words(ContainerState state) {
    String waiting = state.waiting().isEmpty() ? "" : ", waits (" + state.waiting() + ")";
    String ended =
        state
            .lastEnd()
            .map(
                end ->
                    ", last ended "
                        + end.at()
                        + " with code "
                        + end.exitCode()
                        + (end.reason().isEmpty() ? "" : " (" + end.reason() + ")"))
            .orElse("");
    return state.container()
        + ": "
        + (state.ready() ? "ready" : "not ready")
        + ", restarts: "
        + state.restarts()
        + waiting
        + ended;
  }

  /** Below a verdict, what the kubelet told of that probe. */
  static void events(PodReport report, Verdict verdict, String indent, Sheet sheet) {
    report.kubelet().events().stream()
        .filter(one -> one.container().equals(verdict.container()) && one.type() == verdict.type())
        .forEach(event -> event(report, event, indent, sheet));
  }

  private static void event(PodReport report, UnhealthyEvent event, String indent, Sheet sheet) {
    sheet.paragraph(
        indent + "event: ",
        "\"%s\", %s, last %s"
            .formatted(
                event.message(),
                event.count() == 1 ? "once" : event.count() + " times",
                event.last()),
        WIDTH);
    String stands = Wording.of(EventAgreement.of(report, event));
    if (!stands.isEmpty()) {
      sheet.paragraph(indent + "       ", stands, WIDTH);
    }
  }
}
