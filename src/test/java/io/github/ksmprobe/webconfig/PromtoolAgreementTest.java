package io.github.ksmprobe.webconfig;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ksmprobe.config.InvalidSetting;
import io.github.ksmprobe.webconfig.Pki.Pair;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A web config file that Prometheus takes is taken here, and no other. What is refused on purpose:
 * verifying clients against no authorities, passwords that nobody can give, versions and suites of
 * TLS that are not spoken, a second document, tags, and TLS settings that would leave plain HTTP.
 */
class PromtoolAgreementTest {

  private static final Path TABLE = Path.of("src/test/resources/webconfig/promtool-2.42.txt");

  @TempDir private Path folder = Path.of(".");

  @Test
  void what_the_toolkit_takes_is_taken_and_nothing_else() throws IOException {
    Pki pki = new Pki(folder);
    Pair authority = pki.authority("ca");
    pki.server("server", authority);
    List<String> rows = List.of(Files.readString(TABLE).split("(?m)^=== ", -1));
    List<String> other = new ArrayList<>();
    for (String row : rows.subList(1, rows.size())) {
      String said = row.substring(0, row.indexOf('\n'));
      String refused = refusal(pki.write("web.yml", row.substring(said.length() + 1)));
      if (said.equals("accepted") != refused.isEmpty()) {
        other.add(row + refused);
      }
    }
    assertTrue(rows.size() > 250, "the table has " + rows.size() + " rows");
    assertEquals(List.of(), other);
  }

  @Test
  void a_merge_within_itself_is_refused_with_its_line() {
    Path file = new Pki(folder).write("web.yml", "basic_auth_users: &u\n  <<: *u\n");
    assertTrue(refusal(file).startsWith(file + ":"), refusal(file));
  }

  @Test
  void merges_of_merges_end_soon() {
    StringBuilder text = new StringBuilder("basic_auth_users: &a {}\n");
    String last = "a";
    for (String next : List.of("b", "c", "d", "e", "f", "g", "h", "i", "j")) {
      String many = ("*" + last + ", ").repeat(4);
      text.append(next + ": &" + next + "\n  <<: [" + many + "*" + last + "]\n");
      last = next;
    }
    text.append("<<: *" + last + "\n");
    assertTrue(
        refusal(new Pki(folder).write("web.yml", text.toString()))
            .contains("repeat more than 10000 values"));
  }

  private static String refusal(Path file) {
    try {
      WebConfigFile.check(file);
      return "";
    } catch (InvalidSetting refused) {
      return String.valueOf(refused.getMessage());
    }
  }
}
