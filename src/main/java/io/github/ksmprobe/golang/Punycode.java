package io.github.ksmprobe.golang;

/** RFC 3492, encoding only. java.net.IDN also maps and lower-cases labels, which Go does not. */
final class Punycode {

  private static final int BASE = 36;
  private static final int T_MIN = 1;
  private static final int T_MAX = 26;
  private static final int SKEW = 38;
  private static final int DAMP = 700;

  private Punycode() {}

  static String encode(String label) {
    int[] points = label.codePoints().toArray();
    StringBuilder out = new StringBuilder();
    for (int point : points) {
      if (point < 0x80) {
        out.append((char) point);
      }
    }
    int basic = out.length();
    int handled = basic;
    if (basic > 0) {
      out.append('-');
    }
    int bias = 72;
    int delta = 0;
    int next = 0x80;
    while (handled < points.length) {
      int lowest = Integer.MAX_VALUE;
      for (int point : points) {
        if (point >= next && point < lowest) {
          lowest = point;
        }
      }
      delta += (lowest - next) * (handled + 1);
      next = lowest;
      for (int point : points) {
        if (point < next) {
          delta++;
        } else if (point == next) {
          appendNumber(out, delta, bias);
          bias = adapted(delta, handled + 1, handled == basic);
          delta = 0;
          handled++;
        }
      }
      delta++;
      next++;
    }
    return out.toString();
  }

  private static void appendNumber(StringBuilder out, int number, int bias) {
    int rest = number;
    for (int k = BASE; ; k += BASE) {
      int threshold = Math.clamp(k - bias, T_MIN, T_MAX);
      if (rest < threshold) {
        out.append(digit(rest));
        return;
      }
      out.append(digit(threshold + (rest - threshold) % (BASE - threshold)));
      rest = (rest - threshold) / (BASE - threshold);
    }
  }

  private static char digit(int value) {
    return (char) (value < 26 ? 'a' + value : '0' + value - 26);
  }

  private static int adapted(int delta, int points, boolean first) {
    int rest = first ? delta / DAMP : delta / 2;
    rest += rest / points;
    int k = 0;
    while (rest > (BASE - T_MIN) * T_MAX / 2) {
      rest /= BASE - T_MIN;
      k += BASE;
    }
    return k + (BASE - T_MIN + 1) * rest / (rest + SKEW);
  }
}
