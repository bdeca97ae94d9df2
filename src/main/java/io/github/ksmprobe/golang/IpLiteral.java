package io.github.ksmprobe.golang;

/** Recognises IP addresses as Go's netip.ParseAddr does; Java's own parser is laxer. */
final class IpLiteral {

  private IpLiteral() {}

  /** Four decimal numbers without leading zeros. */
  static boolean isV4(String text) {
    String[] fields = text.split("\\.", -1);
    if (fields.length != 4) {
      return false;
    }
    for (String field : fields) {
      boolean digits = !field.isEmpty() && field.chars().allMatch(c -> c >= '0' && c <= '9');
      if (!digits
          || field.length() > 3
          || (field.length() > 1 && field.startsWith("0"))
          || Integer.parseInt(field) > 255) {
        return false;
      }
    }
    return true;
  }

  /** Eight groups, or fewer around one "::"; an IPv4 tail and a zone are allowed. */
  static boolean isV6(String text) {
    String address = text;
    int zone = text.indexOf('%');
    if (zone >= 0) {
      if (zone == text.length() - 1) {
        return false;
      }
      address = text.substring(0, zone);
    }
    int gap = address.indexOf("::");
    if (gap < 0) {
      return groups(address, true) == 8;
    }
    String head = address.substring(0, gap);
    String tail = address.substring(gap + 2);
    int before = head.isEmpty() ? 0 : groups(head, false);
    int after = tail.isEmpty() ? 0 : groups(tail, true);
    return before >= 0 && after >= 0 && before + after <= 7;
  }

  /** How many 16-bit groups a part is worth; -1000 where it is none. */
  private static int groups(String part, boolean mayEndInV4) {
    String[] fields = part.split(":", -1);
    int count = 0;
    for (int i = 0; i < fields.length; i++) {
      String field = fields[i];
      if (mayEndInV4 && i == fields.length - 1 && field.indexOf('.') >= 0) {
        if (!isV4(field)) {
          return -1000;
        }
        count += 2;
      } else if (field.matches("[0-9A-Fa-f]{1,4}")) {
        count++;
      } else {
        return -1000;
      }
    }
    return count;
  }
}
