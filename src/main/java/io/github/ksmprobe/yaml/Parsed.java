package io.github.ksmprobe.yaml;

/** What parsing one document gave. */
public sealed interface Parsed {

  record Tree(Yaml root) implements Parsed {}

  record Nothing() implements Parsed {}

  /**
   * A Helm template that nothing rendered.
   *
   * @param line of the stream, counted from 1
   * @param column counted from 1
   */
  record Template(int line, int column) implements Parsed {}

  /**
   * Not YAML, or YAML that would cost too much to read.
   *
   * @param line of the stream, counted from 1
   * @param column counted from 1
   * @param what is wrong and what to do, without a capital letter and a full stop
   */
  record Broken(int line, int column, String what) implements Parsed {}
}
