package io.github.ksmprobe.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor.RequestTags;
import io.github.ksmprobe.Logged;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is sent while the file of the token changes. */
class ServiceAccountTokenTest {

  @TempDir private Path folder = Path.of(".");
  private final List<String> sent = new ArrayList<>();

  @Test
  void a_token_that_cannot_be_read_any_more_is_sent_on_and_logged_once() throws IOException {
    Path file = Files.writeString(folder.resolve("token"), "first\n");
    ServiceAccountToken token = new ServiceAccountToken(file);
    ask(token);
    Files.writeString(file, "");
    try (Logged log = Logged.by(ServiceAccountToken.class)) {
      ask(token);
      ask(token);
      assertEquals(1, log.lines().size(), log.lines().toString());
    }
    Files.writeString(file, "second\n");
    ask(token);
    assertEquals(List.of("Bearer first", "Bearer first", "Bearer first", "Bearer second"), sent);
  }

  @Test
  void without_a_token_a_request_goes_without_until_there_is_one() throws IOException {
    Path file = folder.resolve("token");
    ServiceAccountToken token = new ServiceAccountToken(file);
    ask(token);
    assertEquals(List.of(), sent);
    Files.writeString(file, "first\n");
    ask(token);
    assertEquals(List.of("Bearer first"), sent);
  }

  @Test
  void the_first_requests_need_not_wait_for_each_other_to_read_it() throws IOException {
    Path file = Files.writeString(folder.resolve("token"), "first\n");
    ServiceAccountToken token = new ServiceAccountToken(file);
    Files.delete(file);
    try (Logged _ = Logged.by(ServiceAccountToken.class)) {
      ask(token);
    }
    assertEquals(List.of("Bearer first"), sent, "it was not read before the first request");
  }

  private void ask(ServiceAccountToken token) {
    BasicBuilder headers =
        fake(BasicBuilder.class, args -> sent.add(String.valueOf(args[args.length - 1])));
    token.before(headers, fake(HttpRequest.class, _ -> {}), fake(RequestTags.class, _ -> {}));
  }

  private static <T> T fake(Class<T> type, Consumer<Object[]> onCall) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, _, args) -> {
              onCall.accept(args);
              return proxy;
            }));
  }
}
