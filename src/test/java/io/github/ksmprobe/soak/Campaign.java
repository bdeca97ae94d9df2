package io.github.ksmprobe.soak;

/** One kind of hostile input or surroundings, in cases without end. */
interface Campaign {

  /** One word for the command line. */
  String name();

  /** What it does to the program and what must hold anyway, in one sentence. */
  String about();

  /** How many cases the tests run: a few seconds' worth. */
  default int few() {
    return 1;
  }

  /**
   * One case, told by the case's own source of chance alone: the same seed and number make the same
   * case, whatever ran before. What does not hold is said to the case; an exception is a failure
   * too.
   */
  void attempt(Case one) throws Exception;
}
