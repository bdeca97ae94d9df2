package io.github.ksmprobe.dashboards;

/**
 * What a panel says of itself, in its description and in docs/dashboards.md.
 *
 * @param question that it answers
 * @param action what to do with the answer
 * @param unknown what it means where the panel is empty or says "not known"
 */
record Said(String question, String action, String unknown) {

  /** What is read on a panel without data, for which its description has the reasons. */
  static final String EMPTY = "not known: see the description";

  /** Links in it are those of the page, and made whole for Grafana. */
  String description() {
    String said = question + "\n\n" + action + "\n\nNot known, or empty: " + unknown;
    return said.replace("](", "](" + DataLink.DOCS);
  }

  String row(String title) {
    return "| " + title + " | " + question + " | " + action + " | " + unknown + " |\n";
  }
}
