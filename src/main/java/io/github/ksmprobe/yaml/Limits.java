package io.github.ksmprobe.yaml;

/**
 * What a document may cost.
 *
 * @param depth how many levels deep it may be nested; the stack has to hold them
 * @param repeated how many values its aliases may repeat
 */
public record Limits(int depth, int repeated) {}
