package io.github.ksmprobe.pages;

import io.jstach.jstache.JStache;
import java.util.List;

/**
 * In place of a target's page: it is not watched, or not any more, or nothing is known yet.
 *
 * @param title of the window
 * @param state for the colour
 * @param headline what is the matter
 * @param explanation what that means
 */
@JStache(path = "gone-page")
record GonePage(String title, State state, String headline, String explanation) implements Knowing {

  static GonePage notWatched(List<String> path) {
    String name = String.join("/", path).replaceFirst("^-/", "");
    return new GonePage(
        name + ": not watched - ksm-probe-exporter",
        State.NOTE,
        name + " is not watched, or no longer watched.",
        "A pod that is deleted or replaced disappears from here with its history; the one that replaces it has its own name.");
  }

  static GonePage beforeTheFirstRound() {
    return new GonePage(
        "ksm-probe-exporter",
        State.NOTE,
        "The first round has not ended yet.",
        "This page reloads by itself.");
  }
}
