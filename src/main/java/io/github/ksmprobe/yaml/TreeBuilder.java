package io.github.ksmprobe.yaml;

import io.github.ksmprobe.yaml.Yaml.Entry;
import io.github.ksmprobe.yaml.Yaml.Mapping;
import io.github.ksmprobe.yaml.Yaml.Scalar;
import io.github.ksmprobe.yaml.Yaml.Sequence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;

/**
 * Builds the tree of one document from the parser's events.
 *
 * <p>Aliases share what they name, so a tree is never larger than its text. What a reader would
 * meet when walking it can be: an alias bomb grows tenfold with each of its lines. So the aliases
 * of a document have a budget of values that they may repeat.
 */
final class TreeBuilder {

  /** More than 64 MiB of objects hold; half a gigabyte of memory holds them. */
  static final int MOST_VALUES = 8_000_000;

  /** Enough for the keys and common values of every object; more would keep what never repeats. */
  private static final int MOST_SHARED_TEXTS = 10_000;

  private record Anchored(Yaml value, long size) {}

  private final Iterator<Event> events;
  private final int firstLine;
  private final Limits limits;
  private final Map<Anchor, Anchored> anchors = new HashMap<>();
  private final Map<String, String> sharedTexts = new HashMap<>();
  private long size;
  private long repeated;

  TreeBuilder(Iterator<Event> events, int firstLine, Limits limits) {
    this.events = events;
    this.firstLine = firstLine;
    this.limits = limits;
  }

  /** The value that begins with the event. */
  Yaml build(Event event) throws Refusal {
    return build(event, 0);
  }

  private Yaml build(Event event, int depth) throws Refusal {
    if (depth > limits.depth()) {
      throw refusal(
          event,
          "this is nested more than %d levels deep: check how the file was made",
          limits.depth());
    }
    if (size - repeated > MOST_VALUES) {
      throw refusal(
          event,
          "the document holds more than %d values up to here: split it into several",
          MOST_VALUES);
    }
    long before = size++;
    Yaml value =
        switch (event) {
          case AliasEvent alias -> aliased(alias);
          case ScalarEvent scalar -> scalar(scalar);
          case SequenceStartEvent start -> sequence(start, depth);
          case MappingStartEvent start -> mapping(start, depth);
          default -> throw new IllegalStateException("a value cannot begin with " + event);
        };
    if (event instanceof NodeEvent node && !(event instanceof AliasEvent)) {
      long own = size - before;
      node.getAnchor().ifPresent(anchor -> anchors.put(anchor, new Anchored(value, own)));
    }
    return value;
  }

  private Yaml aliased(AliasEvent alias) throws Refusal {
    Anchored target = anchors.get(alias.getAlias());
    if (target == null) {
      throw refusal(
          alias,
          "the alias *%s names an anchor that is not complete before it: define &%1$s first",
          alias.getAlias().getValue());
    }
    size += target.size;
    repeated += target.size;
    if (repeated > limits.repeated()) {
      throw refusal(
          alias,
          "the aliases up to here repeat more than %d values, as an alias bomb does: write them out",
          limits.repeated());
    }
    return target.value;
  }

  private Scalar scalar(ScalarEvent event) {
    return new Scalar(
        shared(event.getValue()), event.isPlain(), tag(event.getTag()), line(event), column(event));
  }

  private Sequence sequence(SequenceStartEvent start, int depth) throws Refusal {
    List<Yaml> items = new ArrayList<>();
    for (Event next = events.next(); !is(next, Event.ID.SequenceEnd); next = events.next()) {
      items.add(build(next, depth + 1));
    }
    return new Sequence(items, tag(start.getTag()), line(start), column(start));
  }

  private Mapping mapping(MappingStartEvent start, int depth) throws Refusal {
    List<Entry> entries = new ArrayList<>();
    for (Event next = events.next(); !is(next, Event.ID.MappingEnd); next = events.next()) {
      Yaml key = build(next, depth + 1);
      entries.add(new Entry(key, build(events.next(), depth + 1)));
    }
    return new Mapping(entries, tag(start.getTag()), line(start), column(start));
  }

  private String shared(String text) {
    if (sharedTexts.size() < MOST_SHARED_TEXTS) {
      String known = sharedTexts.putIfAbsent(text, text);
      return known == null ? text : known;
    }
    return sharedTexts.getOrDefault(text, text);
  }

  private static String tag(Optional<String> tag) {
    return tag.filter(name -> !name.equals("!")).orElse("");
  }

  private static boolean is(Event event, Event.ID id) {
    return event.getEventId() == id;
  }

  private int line(Event event) {
    return firstLine + event.getStartMark().map(Mark::getLine).orElse(0);
  }

  private static int column(Event event) {
    return 1 + event.getStartMark().map(Mark::getColumn).orElse(0);
  }

  private Refusal refusal(Event place, String message, Object detail) {
    return new Refusal(new Parsed.Broken(line(place), column(place), message.formatted(detail)));
  }

  /** Leaves the recursion; never leaves the room. */
  static final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Parsed.Broken broken;

    Refusal(Parsed.Broken broken) {
      super(broken.what());
      this.broken = broken;
    }

    Parsed.Broken broken() {
      return broken;
    }
  }
}
