package io.github.ksmprobe.dashboards.grafana;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import tools.jackson.databind.JsonNode;

/** Numbers as they are written, to three digits where no decimals are set. */
final class Units {

  private Units() {}

  static String formatted(double value, String unit, JsonNode decimals) {
    return switch (unit) {
      case "", "none", "short" -> rounded(value, decimals);
      case "percentunit" -> rounded(value * 100, decimals) + "%";
      case "s" -> seconds(value, decimals);
      case "reqps" -> rounded(value, decimals) + " req/s";
      default -> throw new IllegalStateException("unknown to this test: " + unit);
    };
  }

  private static String seconds(double value, JsonNode decimals) {
    double size = Math.abs(value);
    if (size > 0 && size < 1) {
      return rounded(value * 1000, decimals) + " ms";
    }
    if (size < 60) {
      return rounded(value, decimals) + " s";
    }
    if (size < 3600) {
      return rounded(value / 60, decimals) + " min";
    }
    return size < 86_400
        ? rounded(value / 3600, decimals) + " hour"
        : rounded(value / 86_400, decimals) + " day";
  }

  private static String rounded(double value, JsonNode decimals) {
    BigDecimal exact = BigDecimal.valueOf(value);
    BigDecimal shown =
        decimals.isNumber()
            ? exact.setScale(decimals.asInt(), RoundingMode.HALF_UP)
            : exact.round(new MathContext(exact.precision() - exact.scale() > 3 ? 6 : 3));
    return shown.stripTrailingZeros().signum() == 0
        ? "0"
        : shown.stripTrailingZeros().toPlainString();
  }

  /** As a value mapping names it. */
  static String key(Object value) {
    return value instanceof Double number
        ? BigDecimal.valueOf(number).stripTrailingZeros().toPlainString()
        : value.toString();
  }
}
