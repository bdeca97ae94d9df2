package io.github.ksmprobe.workload;

/**
 * Where an object was read.
 *
 * @param name of the file, or of whatever else it came from
 * @param number of the object in it, counted from 1
 */
public record Source(String name, int number) {

  /** {@code pods.yaml}, {@code pods.yaml#2}, {@code pods.yaml#3}. */
  @Override
  public String toString() {
    return number == 1 ? name : name + "#" + number;
  }
}
