package io.github.ksmprobe.golang;

import io.github.ksmprobe.golang.ResponseHead.Field;
import io.github.ksmprobe.golang.ResponseHead.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Reads one status line and its headers, line by line, with Go's grammar. Netty's is laxer about
 * the status line and stricter about other things; either way the result would not be the
 * kubelet's. Source: ReadResponse of net/http and ReadMIMEHeader of net/textproto, Go 1.26.
 */
public final class HeadReader {

  private static final Pattern VERSION = Pattern.compile("HTTP/[0-9]\\.[0-9]");

  private static final Pattern INDENT = Pattern.compile("^ +");
  private static final Pattern CODE = Pattern.compile("[0-9]{3}|\\+[0-9]{2}|-00");

  /** A carriage return is none, and makes a header malformed. */
  private static final String BLANKS = " \t";

  private final List<Field> fields = new ArrayList<>();
  private int statusCode = -1;
  private boolean atLeast11;
  private StringBuilder pending = new StringBuilder();
  private boolean hasPending;
  private boolean trailer;

  /**
   * Takes the next line.
   *
   * @param line without its end, which may be CR LF or LF alone; one char per byte
   */
  public Progress line(String line) {
    if (statusCode < 0) {
      return statusLine(line);
    }
    boolean blankFirst = line.startsWith(" ") || line.startsWith("\t");
    if (blankFirst && !hasPending) {
      return malformed("malformed MIME header initial line", line);
    }
    if (blankFirst) {
      pending.append(' ').append(ByteText.trimmed(line, BLANKS));
      return new Progress.More();
    }
    if (hasPending && !addField(pending.toString())) {
      return malformed("malformed MIME header line", pending.toString());
    }
    hasPending = false;
    if (line.isEmpty() && trailer) {
      return complete(new ResponseHead.Framing.Length(0));
    }
    if (line.isEmpty()) {
      return BodyFraming.of(statusCode, fields, atLeast11, this::complete);
    }
    if (line.indexOf(':') < 0) {
      return malformed("malformed MIME header: missing colon", line);
    }
    pending = new StringBuilder(ByteText.trimmed(line, BLANKS));
    hasPending = true;
    return new Progress.More();
  }

  private Progress complete(ResponseHead.Framing framing) {
    List<Headers.Line> lines =
        fields.stream().map(field -> new Headers.Line(field.name(), field.value())).toList();
    return new Progress.Complete(new ResponseHead(statusCode, new Headers(lines), framing));
  }

  /** Whether a trailer is one or more header lines and an empty one. */
  public static boolean isHeaderBlock(String text) {
    HeadReader reader = new HeadReader();
    reader.statusCode = 0;
    reader.trailer = true;
    for (String line : text.split("\n", -1)) {
      switch (reader.line(line.endsWith("\r") ? line.substring(0, line.length() - 1) : line)) {
        case Progress.More _ -> {}
        case Progress.Complete _ -> {
          return true;
        }
        case Progress.Malformed _ -> {
          return false;
        }
      }
    }
    return false;
  }

  private Progress statusLine(String line) {
    int blank = line.indexOf(' ');
    if (blank < 0) {
      return malformed("malformed HTTP response", line);
    }
    String rest = INDENT.matcher(line.substring(blank)).replaceFirst("");
    int end = rest.indexOf(' ');
    String code = end < 0 ? rest : rest.substring(0, end);
    // Go's Atoi takes a sign, so "+12" is a status code and "-12" is not.
    if (!CODE.matcher(code).matches()) {
      return malformed("malformed HTTP status code", code);
    }
    String version = line.substring(0, blank);
    if (!VERSION.matcher(version).matches()) {
      return malformed("malformed HTTP version", version);
    }
    statusCode = Integer.parseInt(code);
    int number = (version.charAt(5) - '0') * 10 + (version.charAt(7) - '0');
    atLeast11 = number >= 11 || number == 0;
    return new Progress.More();
  }

  /** Whether the line is a header; the name may hold blanks, which makes it an unknown one. */
  private boolean addField(String line) {
    int colon = line.indexOf(':');
    String name = line.substring(0, colon);
    String value = line.substring(colon + 1);
    if (name.isEmpty()
        || !HeaderRules.isToken(name.replace(" ", ""))
        || !HeaderRules.isValue(value)) {
      return false;
    }
    fields.add(new Field(HeaderRules.canonicalName(name), ByteText.trimmed(value, BLANKS)));
    return true;
  }

  private static Progress malformed(String what, String text) {
    String shown = text.length() > 80 ? text.substring(0, 80) + "…" : text;
    return new Progress.Malformed(what + " \"" + Printable.of(shown) + "\"");
  }
}
