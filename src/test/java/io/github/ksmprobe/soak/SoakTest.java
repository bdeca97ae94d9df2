package io.github.ksmprobe.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The first cases of each campaign of {@code make soak}, always the same. */
@Timeout(600)
class SoakTest {

  private static final long SEED = 1;

  @TempDir private Path folder = Path.of(".");

  static List<String> campaigns() {
    return Soak.CAMPAIGNS.stream().map(Campaign::name).toList();
  }

  @ParameterizedTest
  @MethodSource("campaigns")
  void nothing_fails_in_the_first_cases_of(String name) {
    Campaign campaign =
        Soak.CAMPAIGNS.stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
    Soak soak = new Soak(Soak.silent(), folder, SEED, true);
    assertEquals(List.of(), soak.run(campaign, 0, campaign.few(), Duration.ofMinutes(10)));
  }
}
