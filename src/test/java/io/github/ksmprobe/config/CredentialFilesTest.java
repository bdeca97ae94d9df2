package io.github.ksmprobe.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.ksmprobe.config.Settings.Subject;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which files hold the secrets is fixed while the program runs; what stands in them is not. */
class CredentialFilesTest {

  private static final Settings NONE =
      new Settings(
          ListenAddress.DEFAULT,
          Settings.DEFAULT_INTERVAL,
          Settings.DEFAULT_TIMEOUT,
          new Subject(Optional.empty(), Optional.empty(), Optional.empty()));
  private static final Settings BOTH =
      NONE.with(new CredentialFiles(Optional.of("web.yml"), Optional.of("token")));

  @Test
  void the_same_files_change_nothing() {
    assertEquals(new ReloadPlan.Change(Set.of()), ReloadPlan.between(BOTH, BOTH));
  }

  @Test
  void another_web_config_file_takes_a_restart() {
    assertEquals(
        new ReloadPlan.NeedsRestart("web.config.file", "no file", "web.yml"),
        ReloadPlan.between(NONE, BOTH));
  }

  @Test
  void another_token_takes_a_restart() {
    assertEquals(
        new ReloadPlan.NeedsRestart("ksm.bearer-token-file", "token", "other"),
        ReloadPlan.between(
            BOTH, BOTH.with(new CredentialFiles(Optional.of("web.yml"), Optional.of("other")))));
  }
}
