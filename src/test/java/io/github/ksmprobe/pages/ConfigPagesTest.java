package io.github.ksmprobe.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
        new ConfigPages(
                new StubLifecycle(
                    () -> new LifecycleApi.Outcome.Refused(refused.translateEscapes())))
            .reload()
            .body()
            .text());
  }
}
