package io.github.ksmprobe.golang;

import io.github.ksmprobe.golang.ResponseHead.Field;
import io.github.ksmprobe.golang.ResponseHead.Framing;
import io.github.ksmprobe.golang.ResponseHead.Progress;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Where a body ends, in the order of Go's readTransfer, since several headers may be wrong at once
 * and some statuses make wrong headers harmless.
 */
final class BodyFraming {

  private static final Pattern DIGITS = Pattern.compile("[0-9]+");

  private static final Set<String> BAD_TRAILERS =
      Set.of("transfer-encoding", "trailer", "content-length");

  private BodyFraming() {}

  static Progress of(
      int statusCode, List<Field> fields, boolean atLeast11, Function<Framing, Progress> complete) {
    List<String> encodings = Field.values(fields, "Transfer-Encoding");
    // HTTP/1.0 knows no transfer encodings: the header is ignored there.
    boolean chunked = !encodings.isEmpty() && atLeast11;
    if (chunked && encodings.size() > 1) {
      return new Progress.Malformed("too many transfer encodings: " + encodings);
    }
    if (chunked && !encodings.getFirst().equalsIgnoreCase("chunked")) {
      return new Progress.Malformed("unsupported transfer encoding: " + encodings.getFirst());
    }
    List<String> lengths = Field.values(fields, "Content-Length");
    if (lengths.stream().distinct().count() > 1) {
      return new Progress.Malformed(
          "http: message cannot contain multiple Content-Length headers; got " + lengths);
    }
    if (!lengths.isEmpty() && !isLength(lengths.getFirst())) {
      return new Progress.Malformed("bad Content-Length \"" + lengths.getFirst() + "\"");
    }
    if (chunked && namesBadTrailer(Field.values(fields, "Trailer"))) {
      return new Progress.Malformed("bad trailer key");
    }
    boolean bodiless = statusCode / 100 == 1 || statusCode == 204 || statusCode == 304;
    if (bodiless) {
      return complete.apply(new Framing.Length(0));
    }
    if (chunked) {
      return complete.apply(new Framing.Chunked());
    }
    return complete.apply(
        lengths.isEmpty()
            ? new Framing.UntilClose()
            : new Framing.Length(Long.parseLong(lengths.getFirst())));
  }

  private static boolean isLength(String text) {
    if (!DIGITS.matcher(text).matches()) {
      return false;
    }
    try {
      return Long.parseLong(text) >= 0;
    } catch (NumberFormatException tooLarge) {
      return false;
    }
  }

  private static boolean namesBadTrailer(List<String> values) {
    return values.stream()
        .flatMap(value -> List.of(value.split(",", -1)).stream())
        .anyMatch(name -> BAD_TRAILERS.contains(name.strip().toLowerCase(Locale.ROOT)));
  }
}
