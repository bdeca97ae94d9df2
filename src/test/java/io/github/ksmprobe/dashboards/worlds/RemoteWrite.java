package io.github.ksmprobe.dashboards.worlds;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.function.Consumer;

/**
 * Gives Prometheus what it would have scraped: its remote write protocol, version 0.1.0, a protobuf
 * message in a Snappy block. The message is small enough to be written by hand, and Snappy allows a
 * block that is not compressed.
 */
final class RemoteWrite {

  // Field numbers and wire types of WriteRequest, TimeSeries, Label and Sample.
  private static final int TIMESERIES = 1 << 3 | 2;
  private static final int LABELS = 1 << 3 | 2;
  private static final int SAMPLES = 2 << 3 | 2;
  private static final int FIRST_TEXT = 1 << 3 | 2;
  private static final int SECOND_TEXT = 2 << 3 | 2;
  private static final int VALUE = 1 << 3 | 1;
  private static final int TIMESTAMP = 2 << 3;

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private RemoteWrite() {}

  /** Sends all samples of these series, and waits until Prometheus has taken them. */
  static void send(URI prometheus, Collection<Series> series) {
    byte[] body = uncompressedSnappy(message(out -> series.forEach(one -> write(out, one))));
    HttpRequest request =
        HttpRequest.newBuilder(prometheus.resolve("/api/v1/write"))
            .timeout(Duration.ofSeconds(60))
            .header("Content-Type", "application/x-protobuf")
            .header("Content-Encoding", "snappy")
            .header("X-Prometheus-Remote-Write-Version", "0.1.0")
            .POST(BodyPublishers.ofByteArray(body))
            .build();
    try {
      HttpResponse<String> answer = HTTP.send(request, BodyHandlers.ofString());
      if (answer.statusCode() / 100 != 2) {
        throw new IllegalStateException("Prometheus takes no samples: " + answer.body());
      }
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }

  private static void write(ByteArrayOutputStream out, Series series) {
    embed(
        out,
        TIMESERIES,
        message(
            inner -> {
              series.labels().forEach((name, value) -> embed(inner, LABELS, label(name, value)));
              series.samples().forEach(sample -> embed(inner, SAMPLES, sample(sample)));
            }));
  }

  private static byte[] label(String name, String value) {
    return message(
        out -> {
          embed(out, FIRST_TEXT, name.getBytes(StandardCharsets.UTF_8));
          embed(out, SECOND_TEXT, value.getBytes(StandardCharsets.UTF_8));
        });
  }

  private static byte[] sample(Series.Sample sample) {
    return message(
        out -> {
          out.write(VALUE);
          // Raw bits: the marker of a series that ends is a NaN of its own.
          littleEndian(out, Double.doubleToRawLongBits(sample.value()), Long.BYTES);
          out.write(TIMESTAMP);
          varint(out, sample.millis());
        });
  }

  private static byte[] message(Consumer<ByteArrayOutputStream> fields) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    fields.accept(out);
    return out.toByteArray();
  }

  private static void embed(ByteArrayOutputStream out, int field, byte[] content) {
    out.write(field);
    varint(out, content.length);
    out.writeBytes(content);
  }

  private static void varint(ByteArrayOutputStream out, long value) {
    long rest = value;
    while (rest >= 0x80) {
      out.write((int) ((rest & 0x7f) | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }

  private static void littleEndian(ByteArrayOutputStream out, long value, int bytes) {
    for (int i = 0; i < bytes; i++) {
      out.write((int) (value >>> (8 * i)));
    }
  }

  // Its length, then all of it as one literal: tag 63 says that its length follows in four bytes.
  private static byte[] uncompressedSnappy(byte[] content) {
    return message(
        out -> {
          varint(out, content.length);
          out.write(63 << 2);
          littleEndian(out, content.length - 1L, Integer.BYTES);
          out.writeBytes(content);
        });
  }
}
