package io.github.ksmprobe.format;

import io.github.ksmprobe.history.Change;
import io.github.ksmprobe.history.TargetHistory;
import io.github.ksmprobe.text.Escapes;
import io.github.ksmprobe.workload.Workload;
import java.time.Instant;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The changes of one target as the JSON of {@code docs/schema/history.schema.json}. */
public final class HistoryFormat {

  private static final JsonMapper MAPPER = new JsonMapper();

  private HistoryFormat() {}

  /** The whole text, with a final line end. */
  public static String render(TargetHistory track) {
    Workload workload = track.pod().workload();
    ObjectNode root = MAPPER.createObjectNode();
    root.put("namespace", workload.namespace());
    root.put("name", workload.name());
    root.put("firstSeen", track.firstSeen().toString());
    root.put("verdictsSince", track.verdictsSince().toString());
    root.put("lastChange", track.lastChange().map(Instant::toString).orElse(null));
    ArrayNode changes = root.putArray("changes");
    track.changes().forEach(change -> changes.add(change(change)));
    return Escapes.in(MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root)) + "\n";
  }

  private static ObjectNode change(Change change) {
    ObjectNode node = MAPPER.createObjectNode();
    node.put("at", change.at().toString());
    node.put("kind", change.subject().kind());
    switch (change.subject()) {
      case Change.Subject.Probe(var container, var type) ->
          node.put("container", container).put("probe", type.label());
      case Change.Subject.Ready(var container) -> node.put("container", container);
      case Change.Subject.Endpoint(var listener, var path, var via) ->
          node.put("listener", listener.label()).put("path", path).put("via", via.label());
      case Change.Subject.Version() -> {
        // There is one version a target; nothing more is needed to name it.
      }
    }
    node.put("from", change.from());
    node.put("to", change.to());
    return node;
  }
}
