package io.github.ksmprobe.targets;

/** Reads workloads out of text that somebody else fetched: the API server's JSON is YAML too. */
@FunctionalInterface
public interface ManifestText {

  /**
   * Reads the objects in a text. Must not throw for bad input: that is a problem in the result.
   *
   * @param source what to call it in workloads and problems
   */
  Manifests.Loaded parse(String source, String text);
}
