package io.github.ksmprobe.cli;

/** What {@code -o} takes. */
public enum Output {
  text("text"),
  json("json"),
  github("github"),
  sarif("sarif"),
  patch("patch"),
  jsonPatch("json-patch"),
  values("values");

  private final String spelling;

  Output(String spelling) {
    this.spelling = spelling;
  }

  @Override
  public String toString() {
    return spelling;
  }
}
