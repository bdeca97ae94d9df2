package io.github.ksmprobe.dashboards.grafana;

import tools.jackson.databind.JsonNode;

/**
 * How much fits in a window 1600 pixels wide so that a person can read it: 7 pixels for a letter of
 * a title, 6.5 in a table, and no line lower than 16.
 */
public final class PanelRoom {

  private static final int WINDOW = 1600;
  private static final int GRID_ROW = 38;
  private static final int GAP = 8;
  private static final int TITLE = 34;
  private static final int TIME_AXIS = 26;
  private static final int LEGEND = 28;
  private static final int LEAST_LINE = 16;
  private static final int LINE_OF_TEXT = 22;
  private static final int LETTER_OF_TITLE = 7;
  private static final double LETTER = 6.5;
  private static final int PADDING = 12;

  private PanelRoom() {}

  /** Of the whole panel. */
  static int width(JsonNode panel) {
    return WINDOW / 24 * panel.path("gridPos").path("w").asInt() - GAP;
  }

  /** How many series one can tell apart in a timeline. */
  public static int timelineRows(JsonNode panel) {
    int height = panel.path("gridPos").path("h").asInt() * GRID_ROW - GAP;
    JsonNode legend = panel.path("options").path("legend");
    boolean hidden = legend.path("displayMode").asString("").equals("hidden");
    return (height - TITLE - TIME_AXIS - (hidden ? 0 : LEGEND)) / LEAST_LINE;
  }

  /** Whether the title is shown to its end. */
  public static boolean fitsTitle(JsonNode panel) {
    return panel.path("title").asString().length() * LETTER_OF_TITLE + 2 * PADDING <= width(panel);
  }

  /** Whether a panel of text is shown to its end. */
  public static boolean fitsText(JsonNode panel) {
    int letters = (int) ((width(panel) - 2 * PADDING) / LETTER);
    long lines =
        panel
            .path("options")
            .path("content")
            .asString()
            .lines()
            .mapToLong(line -> 1 + line.length() / letters)
            .sum();
    int height = panel.path("gridPos").path("h").asInt() * GRID_ROW - GAP;
    return lines * LINE_OF_TEXT <= height - TITLE - 2 * GAP;
  }

  /** Whether a text is shown to its end in so many pixels. */
  public static boolean fits(String text, int width) {
    return text.length() * LETTER + PADDING <= width;
  }
}
