package io.github.ksmprobe.round;

/** A whole round as something to read, for people or for programs. */
@FunctionalInterface
public interface RoundFormat {

  /** The whole text, with a final line end. */
  String render(Report report);
}
