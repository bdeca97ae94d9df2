package io.github.ksmprobe.json;

import java.io.StringWriter;
import java.io.Writer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultPrettyPrinter;

/**
 * Maps, lists, texts, numbers, truth values and nulls as JSON text, and back. By Jackson's streams
 * alone: to bind data to types it loads five hundred classes more, and there are no types here.
 */
public final class JsonText {

  private static final JsonFactory FACTORY = new JsonFactory();

  private JsonText() {}

  /**
   * The one value of a text. Of a key written twice the last one counts.
   *
   * @throws JacksonException if the text is no JSON, has more behind it, or nests deeper than 500
   */
  public static @Nullable Object read(String text) {
    try (JsonParser json = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      json.nextToken();
      Object value = value(json);
      if (json.nextToken() != null) {
        throw new StreamReadException(json, "there is more behind the value");
      }
      return value;
    }
  }

  /** In one line, without its end. */
  public static String line(Object value) {
    return text(value, to -> FACTORY.createGenerator(ObjectWriteContext.empty(), to));
  }

  /** In many lines, indented, without the last end. */
  public static String lines(Object value) {
    return text(value, JsonText::indented);
  }

  /** Writes piece by piece, indented; what it wrote is there after a flush. */
  public static JsonGenerator indented(Writer to) {
    return FACTORY.createGenerator(new Indented(), to);
  }

  /** Writes a value where the generator stands. */
  public static void write(JsonGenerator json, @Nullable Object value) {
    switch (value) {
      case null -> json.writeNull();
      case Map<?, ?> map -> {
        json.writeStartObject();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
          json.writeName((String) entry.getKey());
          write(json, entry.getValue());
        }
        json.writeEndObject();
      }
      case Iterable<?> list -> {
        json.writeStartArray();
        list.forEach(item -> write(json, item));
        json.writeEndArray();
      }
      case Boolean truth -> json.writeBoolean(truth);
      case Integer number -> json.writeNumber(number);
      case Long number -> json.writeNumber(number);
      case Number number -> json.writeNumber(number.doubleValue());
      default -> json.writeString(value.toString());
    }
  }

  private static String text(Object value, Opening opening) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = opening.on(text)) {
      write(json, value);
    }
    return text.toString();
  }

  private static @Nullable Object value(JsonParser json) {
    return switch (json.currentToken()) {
      case START_OBJECT -> {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (String name = json.nextName(); name != null; name = json.nextName()) {
          json.nextToken();
          map.put(name, value(json));
        }
        yield map;
      }
      case START_ARRAY -> {
        List<@Nullable Object> list = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
          list.add(value(json));
        }
        yield list;
      }
      case VALUE_STRING -> json.getString();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> json.getNumberValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      case null -> throw new StreamReadException(json, "there is no value");
      case NOT_AVAILABLE, END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT ->
          throw new StreamReadException(json, "no value begins here");
    };
  }

  @FunctionalInterface
  private interface Opening {
    JsonGenerator on(Writer to);
  }

  private static final class Indented extends ObjectWriteContext.Base {

    private final PrettyPrinter printer = new DefaultPrettyPrinter();

    @Override
    public PrettyPrinter getPrettyPrinter() {
      return printer;
    }

    @Override
    public boolean hasPrettyPrinter() {
      return true;
    }
  }
}
