package io.github.ksmprobe.webconfig;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import at.favre.lib.crypto.bcrypt.BCrypt;
import io.github.ksmprobe.web.Guard.Entry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who comes in, what it costs, and what it costs whom. */
class PasswordsTest {

  private static final int CHEAPEST = 4;

  private final List<String> compared = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch hold = new CountDownLatch(1);
  private final Passwords passwords =
      new Passwords(
          (password, hash) -> {
            compared.add(hash);
            return Bcrypt.matches(password, hash);
          });
  private final Map<String, String> users = Map.of("alice", hash("secret"), "bob", hash("other"));

  @AfterEach
  void stop() {
    hold.countDown();
    passwords.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"2a", "2b", "2y"})
  void hashes_of_all_usual_versions_are_compared(String version) {
    String hash = hash("secret").replaceFirst("2a", version);
    assertEquals(CHEAPEST, Bcrypt.cost(hash).orElseThrow());
    assertTrue(Bcrypt.matches("secret", hash));
    assertFalse(Bcrypt.matches("Secret", hash));
    assertFalse(Bcrypt.matches("", hash));
  }

  @Test
  void a_hash_made_by_another_implementation_is_compared() {
    // crypt("correct horse", "$2y$05$abcdefghijklmnopqrstuu") of libxcrypt
    String hash = "$2y$05$abcdefghijklmnopqrstuuHNbAKRhpaujgo33bRWs.NLUTJO3lOy2";
    assertTrue(Bcrypt.matches("correct horse", hash));
    assertFalse(Bcrypt.matches("correct horses", hash));
  }

  @Test
  void of_a_long_password_the_first_72_bytes_count_as_in_go() {
    String hash = hash("x".repeat(72));
    assertTrue(Bcrypt.matches("x".repeat(72), hash));
    assertTrue(Bcrypt.matches("x".repeat(200), hash));
    assertFalse(Bcrypt.matches("x".repeat(71), hash));
  }

  @Test
  void the_second_request_of_a_user_costs_nothing() throws Exception {
    assertEquals(Entry.ADMITTED, check(basic("alice", "secret")));
    assertEquals(Entry.ADMITTED, check(basic("alice", "secret")));
    CompletableFuture<Entry> third = passwords.check(users, basic("alice", "secret"));
    assertTrue(third.isDone(), "a known password is judged at once");
    assertEquals(List.of(users.get("alice")), compared);
  }

  @Test
  void a_wrong_password_is_compared_each_time_and_does_not_push_out_the_right_one()
      throws Exception {
    assertEquals(Entry.ADMITTED, check(basic("alice", "secret")));
    for (int i = 0; i < 5; i++) {
      assertEquals(Entry.REFUSED, check(basic("alice", "guess" + i)));
    }
    assertEquals(6, compared.size());
    assertEquals(Entry.ADMITTED, check(basic("alice", "secret")));
    assertEquals(6, compared.size());
  }

  @Test
  void an_unknown_user_costs_as_much_as_a_known_one_and_never_comes_in() throws Exception {
    assertEquals(Entry.REFUSED, check(basic("mallory", "secret")));
    assertEquals(Entry.REFUSED, check(basic("mallory", "fakepassword")));
    assertEquals(2, compared.size());
    assertEquals(CHEAPEST, Bcrypt.cost(compared.getFirst()).orElseThrow());
  }

  @Test
  void a_changed_hash_is_asked_for_again() throws Exception {
    assertEquals(Entry.ADMITTED, check(basic("alice", "secret")));
    Map<String, String> rotated = Map.of("alice", hash("new"));
    assertEquals(
        Entry.REFUSED,
        passwords.check(rotated, basic("alice", "secret")).get(10, TimeUnit.SECONDS));
    assertEquals(
        Entry.ADMITTED, passwords.check(rotated, basic("alice", "new")).get(10, TimeUnit.SECONDS));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Basic",
        "Basic ",
        "Basic !!!",
        "Basic YWxpY2U=",
        "Bearer c2VjcmV0",
        "Digest username=alice",
        "Basicx YWxpY2U6c2VjcmV0",
      })
  void what_is_no_user_and_password_is_refused_at_once_and_for_nothing(String header)
      throws Exception {
    CompletableFuture<Entry> judged = passwords.check(users, Optional.of(header));
    assertTrue(judged.isDone());
    assertEquals(Entry.REFUSED, judged.get());
    assertEquals(List.of(), compared);
  }

  @Test
  void without_a_header_it_is_refused_and_without_users_everybody_comes_in() throws Exception {
    assertEquals(Entry.REFUSED, check(Optional.empty()));
    assertEquals(Entry.ADMITTED, passwords.check(Map.of(), Optional.empty()).get());
    assertEquals(List.of(), compared);
  }

  @Test
  void the_scheme_is_read_in_any_case_and_a_password_may_hold_colons() {
    Credentials read = Credentials.parse("bAsIc " + base64("alice:a:b")).orElseThrow();
    assertEquals(new Credentials("alice", "a:b"), read);
    assertEquals("alice", read.toString());
  }

  @Test
  void a_flood_is_told_to_come_again_while_a_known_user_comes_in() throws Exception {
    CountDownLatch under = new CountDownLatch(1);
    try (Passwords slow =
        new Passwords(
            (password, hash) -> {
              if (password.startsWith("guess")) {
                under.countDown();
                await(hold);
              }
              return Bcrypt.matches(password, hash);
            })) {
      assertEquals(
          Entry.ADMITTED, slow.check(users, basic("alice", "secret")).get(10, TimeUnit.SECONDS));
      List<CompletableFuture<Entry>> flood = new ArrayList<>();
      flood.add(slow.check(users, basic("bob", "guess")));
      await(under);
      for (int i = 0; i < 100; i++) {
        flood.add(slow.check(users, basic("bob", "guess" + i)));
      }
      long busy = flood.stream().filter(CompletableFuture::isDone).count();
      assertEquals(100 - 16, busy);
      assertEquals(Entry.BUSY, flood.getLast().get());
      assertEquals(Entry.ADMITTED, slow.check(users, basic("alice", "secret")).getNow(null));
      hold.countDown();
      assertEquals(Entry.REFUSED, flood.getFirst().get(10, TimeUnit.SECONDS));
    }
  }

  private Entry check(Optional<String> header) throws Exception {
    return passwords.check(users, header).get(10, TimeUnit.SECONDS);
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(10, TimeUnit.SECONDS)) {
        throw new IllegalStateException("nobody came");
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private static Optional<String> basic(String user, String password) {
    return Optional.of("Basic " + base64(user + ":" + password));
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String hash(String password) {
    return BCrypt.withDefaults()
        .hashToString(
            CHEAPEST, password.substring(0, Math.min(72, password.length())).toCharArray());
  }
}
