package io.github.ksmprobe.history;

import io.github.ksmprobe.history.Change.Subject;
import io.github.ksmprobe.round.Scheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tells what changes back and forth from what changes: one that flaps is worth one line, not one
 * each time. It flaps from its sixth change within ten minutes on, until it has been stable for as
 * long.
 */
public final class Flapping {

  /** Changes within the window that are logged one by one. */
  public static final int LOGGED = 5;

  static final Duration WINDOW = Duration.ofMinutes(10);

  private static final long WINDOW_NANOS = WINDOW.toNanos();

  enum Say {
    THE_CHANGE,
    /** That it flaps, and that further changes will not be logged. */
    THAT_IT_FLAPS,
    NOTHING
  }

  /**
   * Something that flapped and has been stable since.
   *
   * @param target its key
   * @param subject what flapped
   */
  record Still(String target, Subject subject) {}

  /** The times of the latest changes of one subject, and whether it was logged that it flaps. */
  private static final class Recent {
    private final List<Long> changes = new ArrayList<>();
    private boolean flaps;
  }

  private final Map<String, Map<Subject, Recent>> targets = new HashMap<>();

  /**
   * A change of that subject.
   *
   * @param now as {@link Scheduler#nanoTime()} has it
   */
  Say changed(String target, Subject subject, long now) {
    Recent recent =
        targets
            .computeIfAbsent(target, _ -> new HashMap<>())
            .computeIfAbsent(subject, _ -> new Recent());
    recent.changes.removeIf(at -> now - at > WINDOW_NANOS);
    recent.changes.add(now);
    if (recent.flaps) {
      return Say.NOTHING;
    }
    recent.flaps = recent.changes.size() > LOGGED;
    return recent.flaps ? Say.THAT_IT_FLAPS : Say.THE_CHANGE;
  }

  /** Forgets the targets that are gone and what is long over, and says what no longer flaps. */
  List<Still> settle(Set<String> current, long now) {
    targets.keySet().retainAll(current);
    List<Still> still = new ArrayList<>();
    targets.forEach(
        (target, subjects) -> {
          Iterator<Map.Entry<Subject, Recent>> each = subjects.entrySet().iterator();
          while (each.hasNext()) {
            var entry = each.next();
            Recent recent = entry.getValue();
            if (now - recent.changes.getLast() > WINDOW_NANOS) {
              each.remove();
              if (recent.flaps) {
                still.add(new Still(target, entry.getKey()));
              }
            }
          }
        });
    targets.values().removeIf(Map::isEmpty);
    return still;
  }
}
