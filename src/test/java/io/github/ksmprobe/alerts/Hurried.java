package io.github.ksmprobe.alerts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The project's own rules and routes with every duration divided by one number, so that an hour of
 * waiting is a minute and everything keeps its proportion.
 */
public final class Hurried {

  /** A minute becomes a second. */
  private static final long FACTOR = 60;

  private static final Pattern HOLDS =
      Pattern.compile("(?m)^( +(?:for|keep_firing_for): )(\\d+)([mhd])$");
  private static final Pattern RANGE = Pattern.compile("\\[(\\d+)([smhd])(?::(\\d+)([smhd]))?]");

  private Hurried() {}

  /** The rule file. */
  public static String rules() {
    String slow = read(Alert.RULES);
    String held =
        HOLDS
            .matcher(slow)
            .replaceAll(found -> found.group(1) + millis(found.group(2), found.group(3)));
    return RANGE
        .matcher(held)
        .replaceAll(
            found ->
                "["
                    + millis(found.group(1), found.group(2))
                    + (found.group(3) == null ? "" : ":" + millis(found.group(3), found.group(4)))
                    + "]");
  }

  /** Routes and inhibitions as they are, at once, and every receiver a webhook. */
  public static String alertmanager(WebhookReceiver webhook) {
    String slow = read(Path.of("alerts/alertmanager/alertmanager.yaml"));
    String routes =
        slow.substring(slow.indexOf("\nroute:"), slow.indexOf("\nreceivers:"))
            .replaceAll("(group_wait|group_interval): \\S+", "$1: 1s");
    StringBuilder receivers = new StringBuilder("\nreceivers:\n");
    Matcher name = Pattern.compile("(?m)^  - name: (\\S+)$").matcher(slow);
    while (name.find()) {
      receivers
          .append("  - name: ")
          .append(name.group(1))
          .append("\n    webhook_configs:\n      - url: ")
          .append(webhook.url(name.group(1)))
          .append("\n");
    }
    return routes + receivers;
  }

  private static String millis(String number, String unit) {
    long seconds =
        switch (unit) {
          case "s" -> 1;
          case "m" -> 60;
          case "h" -> 60 * 60;
          case "d" -> 24 * 60 * 60;
          default -> throw new IllegalArgumentException(unit);
        };
    return Long.parseLong(number) * seconds * 1000 / FACTOR + "ms";
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }
}
