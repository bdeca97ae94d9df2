package io.github.ksmprobe.kubernetes;

import static io.github.ksmprobe.Until.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.github.ksmprobe.config.Discovery.Cluster;
import io.github.ksmprobe.config.Shard;
import io.github.ksmprobe.contract.Contracts;
import io.github.ksmprobe.log.InternalErrors;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Why the API server cannot be asked, in words that are true. */
@Timeout(60)
class FailureWordsTest {

  private static final ApiServer.Limits LIMITS = OwnPods.LIMITS;

  @TempDir private Path folder = Path.of(".");

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(
            new ConnectException("Connection refused"), "no connection: Connection refused"),
        Arguments.of(new UnknownHostException("api.test"), "its name does not resolve: api.test"),
        Arguments.of(
            tls(new CertificateExpiredException("NotAfter: 2020")),
            "its certificate has expired: NotAfter: 2020"),
        Arguments.of(
            tls(new CertificateNotYetValidException("NotBefore: 2099")),
            "its certificate is not valid yet; is the clock right? NotBefore: 2099"),
        Arguments.of(
            tls(new CertPathBuilderException("unable to find")),
            "its certificate is not signed by the authority that is trusted here"),
        Arguments.of(
            tls(new CertificateException("No name matching api.test found")),
            "its certificate cannot be accepted: No name matching api.test found"),
        Arguments.of(
            new SSLHandshakeException("Remote host terminated the handshake"),
            "the TLS handshake failed: Remote host terminated the handshake"),
        Arguments.of(new IOException("connection reset"), "connection reset"),
        Arguments.of(new IOException(), "IOException"));
  }

  private static Throwable tls(Exception cause) {
    return new SSLHandshakeException("Failed to create SSL connection")
        .initCause(new CertPathValidatorException("validity check failed", cause));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void the_innermost_cause_that_has_words_is_told(Throwable failure, String words) {
    assertEquals(words, FailureWords.of(new ExecutionException(new IOException("x", failure))));
  }

  @Test
  void status_codes_have_words() {
    assertTrue(FailureWords.of(401).startsWith("401 Unauthorized: the token is "));
    assertTrue(FailureWords.of(403).startsWith("403 Forbidden: the ServiceAccount may not "));
    assertEquals("status 500", FailureWords.of(500));
  }

  @Test
  void a_real_server_that_nobody_vouches_for_is_said_to_be_that() throws Exception {
    try (FakeApi api = new FakeApi(_ -> FakeApi.status(200), SelfSigned.server())) {
      assertEquals(
          "its certificate is not signed by the authority that is trusted here",
          why("https://127.0.0.1:" + api.port()));
    }
  }

  @Test
  void a_real_server_that_is_not_there_or_has_no_name_is_said_to_be_that() throws Exception {
    ServerSocket gone = new ServerSocket(0);
    int port = gone.getLocalPort();
    gone.close();
    assertTrue(why("http://127.0.0.1:" + port).startsWith("no connection: Connection refused"));
    assertTrue(why("http://nobody.invalid:1").startsWith("its name does not resolve: "));
  }

  private static String why(String url) throws Exception {
    Config config = new ConfigBuilder(Config.empty()).withMasterUrl(url).build();
    ApiAccess access = new ApiAccess(config, Optional.empty());
    try (ApiServer server = new ApiServer(access, new ApiCalls(), LIMITS)) {
      return server.read("/x") instanceof Reply.Failed(var why) ? why : "no failure";
    }
  }

  // The ServiceAccount's files.

  record Mounted(Optional<String> token, Optional<String> authority, String problem) {}

  static Stream<Mounted> mounts() {
    Optional<String> none = Optional.empty();
    Optional<String> good = Optional.of("x");
    Optional<String> empty = Optional.of(" \n");
    return Stream.of(
        new Mounted(good, good, ""),
        new Mounted(
            none,
            none,
            "no ServiceAccount token is mounted: there is no F/token and there is no F/ca.crt"),
        new Mounted(none, good, "the mounted ServiceAccount cannot be used: there is no F/token"),
        new Mounted(good, none, "the mounted ServiceAccount cannot be used: there is no F/ca.crt"),
        new Mounted(empty, good, "the mounted ServiceAccount cannot be used: F/token is empty"),
        new Mounted(good, empty, "the mounted ServiceAccount cannot be used: F/ca.crt is empty"));
  }

  @ParameterizedTest
  @MethodSource("mounts")
  void what_is_not_mounted_is_said(Mounted files) throws Exception {
    write("token", files.token);
    write("ca.crt", files.authority);
    assertEquals(
        files.problem.isEmpty()
            ? Optional.empty()
            : Optional.of(
                files.problem.replace("F/", folder + "/")
                    + "; set automountServiceAccountToken: true on the pod or its ServiceAccount"),
        new ServiceAccountFiles(folder).problem());
  }

  @Test
  void no_mount_at_all_and_a_file_that_cannot_be_read_are_said() throws Exception {
    Path missing = folder.resolve("none");
    assertTrue(
        new ServiceAccountFiles(missing)
            .problem()
            .orElseThrow()
            .startsWith("no ServiceAccount token is mounted: there is no folder " + missing + ";"));
    Files.createDirectory(folder.resolve("token"));
    write("ca.crt", Optional.of("x"));
    assertTrue(
        new ServiceAccountFiles(folder)
            .problem()
            .orElseThrow()
            .contains(folder.resolve("token") + " cannot be read (Is a directory)"));
  }

  @Test
  void nothing_is_watched_by_web_socket() {
    ServiceAccountFiles files = new ServiceAccountFiles(folder);
    assertTrue(ApiAccess.of(Config.empty(), Map.of(), files).config().isOnlyHttpWatches());
  }

  @Test
  void a_pod_without_a_mount_is_a_pod_all_the_same() {
    ServiceAccountFiles files = new ServiceAccountFiles(folder);
    Map<String, String> inPod = Map.of("KUBERNETES_SERVICE_HOST", "10.96.0.1");
    assertTrue(ApiAccess.of(Config.empty(), inPod, files).problem().isPresent());
    assertEquals(Optional.empty(), ApiAccess.of(Config.empty(), Map.of(), files).problem());
    Map<String, String> told =
        Map.of("KUBERNETES_SERVICE_HOST", "10.96.0.1", "KUBERNETES_MASTER", "http://a");
    assertEquals(Optional.empty(), ApiAccess.of(Config.empty(), told, files).problem());
  }

  @Test
  void without_a_token_nobody_is_asked_until_there_is_one() throws Exception {
    try (OwnPods world = new OwnPods()) {
      FakeApi api = world.api(request -> world.granted("get pods", request, 403));
      ServiceAccountFiles files = new ServiceAccountFiles(folder);
      OwnPod own = world.started(api.access("http", Optional.of(files)), ApiFixtures.POD);
      own.awaitFirstLook(OwnPods.DEADLINE);
      assertEquals(Optional.of(false), own.apiUse().counts().up());
      assertEquals(List.of(), List.copyOf(api.requests));
      write("ca.crt", Optional.of("x"));
      write("token", Optional.of("x"));
      until(() -> OwnPods.state(own).isPresent());
    }
  }

  @Test
  void without_a_token_a_watcher_asks_nobody_until_there_is_one() throws Exception {
    AtomicInteger looks = new AtomicInteger();
    try (OwnPods world = new OwnPods()) {
      FakeApi api = world.api(_ -> FakeApi.json(ApiFixtures.podList(ApiFixtures.pod(true, 0))));
      ApiAccess access = api.access("http", Optional.of(new ServiceAccountFiles(folder)));
      access.config().setOnlyHttpWatches(true);
      Supplier<ApiAccess> counted =
          () -> {
            looks.incrementAndGet();
            return access;
          };
      Cluster all = new Cluster(Cluster.DEFAULT_SELECTOR, List.of(), Shard.ALL, 8);
      try (ClusterPods pods =
          new ClusterPods(
              counted,
              all,
              Contracts.KUBE_STATE_METRICS,
              OwnPods.PAUSE,
              LIMITS,
              new InternalErrors())) {
        pods.start();
        until(() -> looks.get() == 3, "it looks for a token no more");
        assertEquals(List.of(), List.copyOf(api.requests));
        write("ca.crt", Optional.of("x"));
        write("token", Optional.of("x"));
        until(() -> pods.current().size() == 1);
      }
    }
  }

  @Test
  void a_program_for_the_token_that_never_ends_holds_nobody_up() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    OwnPod own =
        new OwnPod(
            () -> {
              try {
                never.await();
              } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
              }
              throw new IllegalStateException("stopped");
            },
            new io.github.ksmprobe.config.Discovery.OwnPod(ApiFixtures.POD, Optional.empty()),
            OwnPods.at("10.9.9.9"),
            OwnPods.flags(),
            OwnPods.PAUSE,
            LIMITS,
            new InternalErrors());
    own.start();
    own.awaitFirstLook(OwnPods.DEADLINE);
    assertEquals("default/" + ApiFixtures.POD, own.current().getFirst().key());
    own.close();
    until(() -> !own.isLooking());
  }

  private void write(String file, Optional<String> text) throws IOException {
    if (text.isPresent()) {
      Files.writeString(folder.resolve(file), text.get());
    }
  }
}
