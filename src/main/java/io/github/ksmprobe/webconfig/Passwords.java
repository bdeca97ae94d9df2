package io.github.ksmprobe.webconfig;

import io.github.ksmprobe.web.Guard.Entry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Checks passwords without letting anybody burn a core or learn which users there are.
 *
 * <p>bcrypt is slow on purpose. One thread does all of it, a few may wait for that thread, and who
 * comes then is told to try again, so a flood of wrong passwords stops neither scrapes nor health
 * checks. A password that was right is remembered, as a digest under a key of this process, so the
 * next scrape costs nothing; only right ones are, so a flood cannot push them out. An unknown user
 * is compared with a hash that fits nothing, and takes as long as a known one.
 */
final class Passwords implements AutoCloseable {

  private static final int WAITING = 16;
  private static final String MAC = "HmacSHA256";
  private static final int DEFAULT_COST = 10;

  private final Bcrypt.Comparison comparison;
  private final SecretKeySpec key;
  private final Map<String, byte[]> right = new ConcurrentHashMap<>();
  private final ThreadPoolExecutor thread =
      new ThreadPoolExecutor(
          1,
          1,
          30,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(WAITING),
          task -> Thread.ofPlatform().name("passwords").daemon().unstarted(task));

  Passwords() {
    this(Bcrypt::matches);
  }

  Passwords(Bcrypt.Comparison comparison) {
    this.comparison = comparison;
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    this.key = new SecretKeySpec(random, MAC);
    thread.allowCoreThreadTimeOut(true);
  }

  /**
   * Whether these credentials are right; at once where no hash needs computing.
   *
   * @param users bcrypt hash by user
   * @param authorization the request's header
   */
  CompletableFuture<Entry> check(Map<String, String> users, Optional<String> authorization) {
    if (users.isEmpty()) {
      return CompletableFuture.completedFuture(Entry.ADMITTED);
    }
    Optional<Credentials> given = authorization.flatMap(Credentials::parse);
    if (given.isEmpty()) {
      return CompletableFuture.completedFuture(Entry.REFUSED);
    }
    Credentials credentials = given.get();
    Optional<String> hash = Optional.ofNullable(users.get(credentials.user()));
    if (hash.isPresent() && isRemembered(credentials, hash.get())) {
      return CompletableFuture.completedFuture(Entry.ADMITTED);
    }
    String compared = hash.orElseGet(() -> Bcrypt.nobody(highestCost(users)));
    CompletableFuture<Entry> entry = new CompletableFuture<>();
    try {
      thread.execute(() -> compare(credentials, compared, hash.isPresent(), entry));
    } catch (RejectedExecutionException full) {
      entry.complete(Entry.BUSY);
    }
    return entry;
  }

  private void compare(
      Credentials given, String hash, boolean known, CompletableFuture<Entry> entry) {
    boolean same = false;
    try {
      // Others with the same password may have waited before this one.
      same = (known && isRemembered(given, hash)) || comparison.matches(given.password(), hash);
      if (known && same) {
        right.put(given.user(), digest(given, hash));
      }
    } finally {
      // Whatever happens nobody waits forever.
      entry.complete(known && same ? Entry.ADMITTED : Entry.REFUSED);
    }
  }

  private boolean isRemembered(Credentials given, String hash) {
    byte[] known = right.get(given.user());
    return known != null && MessageDigest.isEqual(known, digest(given, hash));
  }

  /** The hash belongs to it, so that a changed password is asked for again. */
  private byte[] digest(Credentials given, String hash) {
    try {
      Mac mac = Mac.getInstance(MAC);
      mac.init(key);
      for (String part : new String[] {given.user(), hash, given.password()}) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
        mac.update(bytes);
      }
      return mac.doFinal();
    } catch (NoSuchAlgorithmException | InvalidKeyException impossible) {
      throw new IllegalStateException("every Java has " + MAC, impossible);
    }
  }

  private static int highestCost(Map<String, String> users) {
    return users.values().stream()
        .flatMap(hash -> Bcrypt.cost(hash).stream())
        .max(Integer::compare)
        .orElse(DEFAULT_COST);
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
