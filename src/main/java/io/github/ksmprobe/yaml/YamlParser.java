package io.github.ksmprobe.yaml;

import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Parses the text of one document, and says in plain words why it cannot be parsed. */
final class YamlParser {

  private static final LoadSettings SETTINGS = settings(1 << 12);

  private static final LoadSettings LARGE = settings(1 << 16);

  /**
   * Helm's own objects and control words; alert rules hold {@code {{ $value }}} and are no
   * templates.
   */
  private static final Pattern TEMPLATE =
      Pattern.compile(
          "(?m)^(?![ \\t]*#).*?(\\{\\{-?\\s*(?:/\\*|(?:if|else|end|range|with|define|include|template"
              + "|block|toYaml|tpl)\\b|\\$?\\.(?:Values|Release|Chart|Capabilities|Template|Files)\\b))");

  /** What the engine says → what a person can act on. */
  private static final Map<String, String> REASONS =
      Map.of(
          "mapping values are not allowed here",
          "there is a colon where no key may begin; check the indentation, or quote the value",
          "could not find expected ':'",
          "a key has no colon after it; correct the line before");

  private static final int LARGE_FROM = 1 << 16;

  private YamlParser() {}

  /**
   * The engine's own 3 MB would refuse a cluster's pod list; the stream's limit is met before. A
   * buffer as large as such a list wants it would cost more than most documents.
   */
  private static LoadSettings settings(int buffer) {
    return LoadSettings.builder()
        .setCodePointLimit(Integer.MAX_VALUE)
        .setBufferSize(buffer)
        .build();
  }

  static Parsed parse(Document.Text document, Limits limits) {
    MeteredText text = new MeteredText(document.text());
    Events events =
        new Events(
            new Parse(document.text().length() < LARGE_FROM ? SETTINGS : LARGE)
                .parseReader(text)
                .iterator(),
            text);
    try {
      return parse(events, document.firstLine(), limits);
    } catch (TreeBuilder.Refusal e) {
      return e.broken();
    } catch (YamlEngineException e) {
      return text.isExceeded()
          ? events.broken(
              document.firstLine(),
              "the text after this place is longer than 4 MiB, which no Kubernetes object may hold: remove it")
          : template(document).orElseGet(() -> broken(e, events, document.firstLine()));
    }
  }

  private static Parsed parse(Iterator<Event> events, int firstLine, Limits limits)
      throws TreeBuilder.Refusal {
    events.next(); // the stream's start
    if (events.next().getEventId() == Event.ID.StreamEnd) {
      return new Parsed.Nothing();
    }
    Event first = events.next();
    Yaml root = new TreeBuilder(events, firstLine, limits).build(first);
    // Only the rest can tell whether the document was YAML to its end.
    events.forEachRemaining(_ -> {});
    boolean empty =
        first instanceof ScalarEvent && root instanceof Yaml.Scalar scalar && scalar.isNull();
    return empty ? new Parsed.Nothing() : new Parsed.Tree(root);
  }

  private static Optional<Parsed> template(Document.Text document) {
    Matcher matcher = TEMPLATE.matcher(document.text());
    if (!matcher.find()) {
      return Optional.empty();
    }
    int start = matcher.start(1);
    String before = document.text().substring(0, start);
    int line = document.firstLine() + (int) before.chars().filter(c -> c == '\n').count();
    int column = start - before.lastIndexOf('\n');
    return Optional.of(new Parsed.Template(line, column));
  }

  private static Parsed broken(YamlEngineException e, Events events, int firstLine) {
    if (!(e instanceof MarkedYamlEngineException marked)) {
      return events.broken(firstLine, "the text after this place is not YAML: correct it");
    }
    String problem = Optional.ofNullable(marked.getProblem()).orElse("");
    boolean open = problem.contains("unexpected end of stream");
    Optional<Mark> mark =
        (open ? marked.getContextMark() : marked.getProblemMark()).or(marked::getContextMark);
    return new Parsed.Broken(
        firstLine + mark.map(Mark::getLine).orElse(0),
        1 + mark.map(Mark::getColumn).orElse(0),
        open ? "the quoted text that begins here has no end: close the quote" : notYaml(problem));
  }

  private static String notYaml(String problem) {
    if (problem.contains("TAB")) {
      return "there is a tab where YAML allows only spaces: replace it";
    }
    if (problem.startsWith("expected <block end>")) {
      return "this is not YAML: it does not fit the lines above; check indentation and quotes";
    }
    String line = problem.lines().findFirst().orElse("").replaceFirst("\\.? \\(.*", "").strip();
    String known = REASONS.get(line);
    return "this is not YAML: "
        + (known != null ? known : line.isEmpty() ? "correct it" : line + "; correct it");
  }

  /** The engine's events; each one lets the text's meter start again. */
  private static final class Events implements Iterator<Event> {
    private final Iterator<Event> engine;
    private final MeteredText text;
    private Optional<Mark> last = Optional.empty();

    Events(Iterator<Event> engine, MeteredText text) {
      this.engine = engine;
      this.text = text;
    }

    @Override
    public boolean hasNext() {
      return engine.hasNext();
    }

    @Override
    public Event next() {
      Event event = engineNext();
      text.restart();
      last = event.getEndMark();
      return event;
    }

    private Event engineNext() {
      try {
        return engine.next();
      } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
        // The engine's scanner lets these out, for "\U99999999" for example.
        throw new YamlEngineException(e);
      }
    }

    /** A document broken at a place that the engine did not name: after the last event. */
    Parsed broken(int firstLine, String message) {
      return new Parsed.Broken(
          firstLine + last.map(Mark::getLine).orElse(0),
          1 + last.map(Mark::getColumn).orElse(0),
          message);
    }
  }
}
