package io.github.ksmprobe.pages;

import io.github.ksmprobe.history.Change;
import io.github.ksmprobe.history.TargetHistory;
import io.github.ksmprobe.judgement.PodReport;
import io.github.ksmprobe.wording.VersionWords;
import io.github.ksmprobe.wording.Wording;
import io.github.ksmprobe.workload.Workload;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One target for the page.
 *
 * @param state how it stands
 * @param name namespace and name
 * @param kind Deployment, Pod, ...
 * @param source where it was read
 * @param image empty list where none is known
 * @param unread what of it could not be read
 * @param notes what is worth knowing of it as a whole
 * @param url its own page
 * @param probeUrl one round now
 * @param version and how it was learnt
 * @param headline the verdict in one sentence
 * @param probes worst first
 * @param kubelet what it says of the pod
 * @param listens who listens where, if that is not plain
 * @param matrix path × listener
 * @param upgrade later versions
 * @param history empty list before it was seen twice
 */
record TargetView(
    State state,
    String name,
    String kind,
    String source,
    List<String> image,
    List<String> unread,
    List<NoteView> notes,
    String url,
    String probeUrl,
    String version,
    String headline,
    List<ProbeView> probes,
    StatusView kubelet,
    List<Listens> listens,
    MatrixView matrix,
    UpgradeView upgrade,
    List<HistoryView> history) {

  /**
   * What is worth knowing of a target as a whole.
   *
   * @param why a few sentences
   * @param fix one sentence
   * @param label the word that JSON and documentation share
   */
  record NoteView(String why, String fix, String label) {}

  static TargetView of(PodReport report, Optional<TargetHistory> track, Instant now) {
    Workload workload = report.pod().workload();
    List<ProbeView> probes =
        report.verdicts().stream()
            .sorted(ProbeView.worstFirst())
            .map(
                verdict ->
                    ProbeView.of(
                        verdict,
                        track
                            .flatMap(
                                known ->
                                    known.since(
                                        new Change.Subject.Probe(
                                            verdict.container(), verdict.type())))
                            .map(since -> TimeView.of(since, now))
                            .stream()
                            .toList()))
            .toList();
    String image = report.pod().ksm().image();
    return new TargetView(
        State.of(report),
        name(workload),
        workload.kind(),
        workload.source(),
        image.isEmpty() ? List.of() : List.of(image),
        workload.problems(),
        report.notes().stream()
            .map(note -> new NoteView(Wording.why(note), Wording.fix(note), note.kind().label()))
            .toList(),
        Url.target(report),
        Url.probe(report),
        version(report),
        Headline.of(report),
        ProbeView.saidOnce(probes),
        StatusView.of(report, track, now),
        Listens.of(report.pod()),
        MatrixView.of(report),
        UpgradeView.of(report),
        track.map(known -> HistoryView.of(known, now, Url.history(report))).stream().toList());
  }

  /** What somebody has to look at; the list of many targets shows no more than this. */
  List<ProbeView> problems() {
    return probes.stream().filter(ProbeView::needsAttention).toList();
  }

  /** Whether a probe asks for what this version does not serve where it is asked. */
  boolean probesAreWrong() {
    return switch (state) {
      case FAILS, WRONG, ACCIDENT -> true;
      case OUTAGE, UNEXPECTED, UPGRADE, NOTE, OK -> false;
    };
  }

  boolean hasUnread() {
    return !unread.isEmpty();
  }

  int unreadCount() {
    return unread.size();
  }

  boolean hasListens() {
    return !listens.isEmpty();
  }

  boolean hasProbes() {
    return !probes.isEmpty();
  }

  static String name(Workload workload) {
    return workload.namespace().isEmpty()
        ? workload.name()
        : workload.namespace() + "/" + workload.name();
  }

  private static String version(PodReport report) {
    String how = VersionWords.source(report.version());
    return report.pod().component().name()
        + " "
        + VersionWords.name(report.version())
        + (how.isEmpty() ? "" : ", known " + how);
  }
}
