package io.github.ksmprobe.golang;

import java.util.List;

/**
 * The status line and headers of an answer, as Go's client understands them.
 *
 * @param statusCode three characters on the wire, so 0 to 999
 * @param headers in the order they came, values byte for byte as ISO-8859-1
 * @param framing where the body ends
 */
public record ResponseHead(int statusCode, Headers headers, Framing framing) {

  /** 1xx answers go before the real one; 101 is real. */
  public boolean isInterim() {
    return statusCode >= 100 && statusCode <= 199 && statusCode != 101;
  }

  public sealed interface Framing {
    /**
     * After so many bytes.
     *
     * @param length 0 where there is no body
     */
    record Length(long length) implements Framing {}

    /** After the chunk of size 0 and its trailers. */
    record Chunked() implements Framing {}

    record UntilClose() implements Framing {}
  }

  /** What is read of a head so far. */
  public sealed interface Progress {
    record More() implements Progress {}

    /**
     * All of it.
     *
     * @param head the head
     */
    record Complete(ResponseHead head) implements Progress {}

    /**
     * Not HTTP as Go reads it.
     *
     * @param detail in Go's words
     */
    record Malformed(String detail) implements Progress {}
  }

  /**
   * One header in Go's spelling.
   *
   * @param name canonical, except where a blank stands in it
   * @param value without outer blanks
   */
  record Field(String name, String value) {
    static List<String> values(List<Field> fields, String name) {
      return fields.stream().filter(field -> field.name().equals(name)).map(Field::value).toList();
    }
  }
}
