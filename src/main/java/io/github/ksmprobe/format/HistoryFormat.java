package io.github.ksmprobe.format;

import io.github.ksmprobe.history.Change;
import io.github.ksmprobe.history.TargetHistory;
import io.github.ksmprobe.json.JsonText;
import io.github.ksmprobe.text.Escapes;
import io.github.ksmprobe.workload.Workload;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The changes of one target as the JSON of {@code docs/schema/history.schema.json}. */
public final class HistoryFormat {

  private HistoryFormat() {}

  /** The whole text, with a final line end. */
  public static String render(TargetHistory track) {
    Workload workload = track.pod().workload();
    Map<String, @Nullable Object> root = new LinkedHashMap<>();
    root.put("namespace", workload.namespace());
    root.put("name", workload.name());
    root.put("firstSeen", track.firstSeen().toString());
    root.put("verdictsSince", track.verdictsSince().toString());
    root.put("lastChange", track.lastChange().map(Instant::toString).orElse(null));
    root.put("changes", track.changes().stream().map(HistoryFormat::change).toList());
    return Escapes.in(JsonText.lines(root)) + "\n";
  }

  private static Map<String, @Nullable Object> change(Change change) {
    Map<String, @Nullable Object> node = new LinkedHashMap<>();
    node.put("at", change.at().toString());
    node.put("kind", change.subject().kind());
    switch (change.subject()) {
      case Change.Subject.Probe(var container, var type) -> {
        node.put("container", container);
        node.put("probe", type.label());
      }
      case Change.Subject.Ready(var container) -> node.put("container", container);
      case Change.Subject.Endpoint(var listener, var path, var via) -> {
        node.put("listener", listener.label());
        node.put("path", path);
        node.put("via", via.label());
      }
      case Change.Subject.Version _ -> {
        // There is one version a target; nothing more is needed to name it.
      }
    }
    node.put("from", change.from());
    node.put("to", change.to());
    return node;
  }
}
