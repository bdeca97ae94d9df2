package io.github.ksmprobe.kubernetes;

import io.github.ksmprobe.json.Json;
import io.github.ksmprobe.podstatus.UnhealthyEvent;
import io.github.ksmprobe.workload.ProbeType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The events of kind Unhealthy, by which the kubelet tells of probes; for each probe the last. */
final class PodEvents {

  /** The kubelet's message, "Readiness probe failed: HTTP probe failed with statuscode: 404". */
  private static final Pattern MESSAGE =
      Pattern.compile("(?s)(Startup|Liveness|Readiness) probe (?:failed|errored)[^:]*: (.*)");

  private static final Pattern FIELD = Pattern.compile("spec\\.\\w+\\{(.*)\\}");

  private final Map<String, List<UnhealthyEvent>> byUid = new LinkedHashMap<>();

  /** Takes one event; what tells of no probe is passed over. */
  void take(Json event) {
    Json about = event.get("involvedObject");
    Matcher field = FIELD.matcher(about.get("fieldPath").text());
    Matcher message = MESSAGE.matcher(event.get("message").text());
    Optional<Instant> last = last(event);
    if (field.matches() && message.matches() && last.isPresent()) {
      ProbeType type = ProbeType.valueOf(message.group(1).toUpperCase(Locale.ROOT));
      byUid
          .computeIfAbsent(about.get("uid").text(), _ -> new ArrayList<>())
          .add(
              new UnhealthyEvent(
                  field.group(1), type, message.group(2).strip(), count(event), last.get()));
    }
  }

  /** The last of each probe of that pod. */
  List<UnhealthyEvent> of(String uid) {
    Map<String, UnhealthyEvent> latest = new LinkedHashMap<>();
    byUid.getOrDefault(uid, List.of()).stream()
        .sorted(Comparator.comparing(UnhealthyEvent::last))
        .forEach(one -> latest.put(one.container() + " " + one.type(), one));
    return List.copyOf(latest.values());
  }

  private static int count(Json event) {
    return Math.max(
        1, Math.max(event.get("count").number(), event.get("series").get("count").number()));
  }

  private static Optional<Instant> last(Json event) {
    return ApiPodReader.time(event.get("series").get("lastObservedTime").text())
        .or(() -> ApiPodReader.time(event.get("lastTimestamp").text()))
        .or(() -> ApiPodReader.time(event.get("eventTime").text()));
  }
}
