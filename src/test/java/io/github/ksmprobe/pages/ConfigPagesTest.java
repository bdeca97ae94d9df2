package io.github.ksmprobe.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.ksmprobe.pages.LifecycleApi.Outcome;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigPagesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a\\n::error::b | a\\n::error::b",
        "::error::b | \\u003a:error::b",
        "\\033[31m red | \\u001b[31m red"
      })
  void a_refusal_quotes_the_file_on_one_line_that_no_terminal_and_no_job_obeys(
      String refused, String shown) {
    assertEquals(
        shown + "\nThe previous configuration stays in effect.\n",
        new ConfigPages(new Refusing(refused.translateEscapes())).reload().body().text());
  }

  private record Refusing(String sentence) implements LifecycleApi {
    @Override
    public Duration longestRound() {
      return Duration.ofSeconds(1);
    }

    @Override
    public String config() {
      return "";
    }

    @Override
    public Outcome reload() {
      return new Outcome.Refused(sentence);
    }
  }
}
