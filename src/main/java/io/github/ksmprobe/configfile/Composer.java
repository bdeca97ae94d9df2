package io.github.ksmprobe.configfile;

import io.github.ksmprobe.config.InvalidSetting;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * Composes a file into nodes, and never into objects: no tag can name a class.
 *
 * <p>Two passes. The first looks at the events alone and refuses what the second would choke on:
 * nesting deeper than the stack, tags, a second document. An alias is the node that it names, and
 * values are read only as deep as their reader knows keys, so the few aliases that are accepted
 * multiply nothing.
 */
final class Composer {

  private static final int MOST_ALIASES = 50;

  private static final LoadSettings SETTINGS =
      LoadSettings.builder()
          .setCodePointLimit(SettingsFile.MOST_BYTES)
          .setAllowRecursiveKeys(false)
          .setAllowNonScalarKeys(true) // Section has a sentence for them.
          .setMaxAliasesForCollections(MOST_ALIASES)
          .build();

  /** No settings nest deeper than three. */
  private static final int MOST_DEPTH = 20;

  private final String file;
  private int depth;
  private int documents;

  private Composer(String file) {
    this.file = file;
  }

  static Section compose(SettingsFile file) {
    return new Composer(file.name()).root(file.text());
  }

  private Section root(String text) {
    try {
      Iterator<Event> events = new Parse(SETTINGS).parseString(text).iterator();
      events.forEachRemaining(this::look);
      Optional<Node> root = new Compose(SETTINGS).composeString(text);
      return root.map(this::settings).orElseGet(() -> Section.none(file));
    } catch (MarkedYamlEngineException broken) {
      Optional<Mark> mark = broken.getProblemMark().or(broken::getContextMark);
      throw wrong(mark, "this is not YAML: " + reason(broken));
    } catch (YamlEngineException | IndexOutOfBoundsException | IllegalArgumentException broken) {
      // The engine's scanner lets the latter two out, for "\U99999999" for example.
      throw new InvalidSetting(
          file
              + ": this cannot be read as YAML: "
              + firstLine(Optional.ofNullable(broken.getMessage()).orElse("it cannot be parsed")));
    }
  }

  private void look(Event event) {
    switch (event.getEventId()) {
      case DocumentStart -> {
        if (++documents > 1) {
          throw wrong(event.getStartMark(), "a second document begins; settings are one document");
        }
      }
      case MappingStart, SequenceStart -> {
        if (++depth > MOST_DEPTH) {
          throw wrong(event.getStartMark(), "this is nested too deep for any setting");
        }
        refuseTag(event, ((CollectionStartEvent) event).getTag());
      }
      case MappingEnd, SequenceEnd -> depth--;
      case Scalar -> refuseTag(event, ((ScalarEvent) event).getTag());
      case Alias, Comment, DocumentEnd, StreamStart, StreamEnd -> {}
    }
  }

  private void refuseTag(Event event, Optional<String> tag) {
    if (tag.isPresent() && !tag.get().equals("!")) {
      throw wrong(
          event.getStartMark(), "no tag is accepted, but here is " + tag.get() + "; leave it out");
    }
  }

  private Section settings(Node root) {
    if (root instanceof MappingNode mapping) {
      return Section.of(file, List.of(), mapping);
    }
    if (root instanceof ScalarNode scalar && Value.isNull(scalar)) {
      return Section.none(file);
    }
    throw wrong(
        root.getStartMark(), "settings are written as key: value, but this is no such line");
  }

  private InvalidSetting wrong(Optional<Mark> mark, String what) {
    return new InvalidSetting(
        file + mark.map(at -> ":" + (at.getLine() + 1)).orElse("") + ": " + what);
  }

  private static String reason(MarkedYamlEngineException broken) {
    String problem = Optional.ofNullable(broken.getProblem()).orElse("");
    if (problem.contains("'\\t(TAB)'") || problem.contains("TAB")) {
      return "a tab stands where only spaces are accepted";
    }
    String context = Optional.ofNullable(broken.getContext()).orElse("");
    return firstLine(context.isEmpty() ? problem : context + ", " + problem);
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("").strip();
  }
}
