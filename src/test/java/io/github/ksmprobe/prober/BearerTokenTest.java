package io.github.ksmprobe.prober;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ksmprobe.config.InvalidSetting;
import io.github.ksmprobe.contract.Listener;
import io.github.ksmprobe.evidence.Answer;
import io.github.ksmprobe.evidence.Answered;
import io.github.ksmprobe.evidence.Ask;
import io.github.ksmprobe.evidence.Ask.Reading;
import io.github.ksmprobe.evidence.Plan;
import io.github.ksmprobe.evidence.RedactedExchange;
import io.github.ksmprobe.evidence.Via;
import io.github.ksmprobe.kubelet.RequestBuilder;
import io.github.ksmprobe.workload.Scheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The token goes to kube-state-metrics' /metrics, and nowhere else. */
class BearerTokenTest {

  private static final Duration PATIENT = Duration.ofSeconds(15);
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
  private static final String LINE = "Authorization: Bearer s3cret";

  @TempDir private Path folder = Path.of(".");

  @Test
  void it_is_shown_with_marked_requests_only_and_read_anew_for_each_plan() throws IOException {
    try (HostileServer server = new HostileServer(c -> c.answer(OK));
        VertxProber prober = prober("s3cret")) {
      prober.answers(new Plan(List.of(ask(server.port(), Scheme.HTTP, true)), PATIENT));
      prober.answers(new Plan(List.of(ask(server.port(), Scheme.HTTP, false)), PATIENT));
      write(" rotated\n");
      prober.answers(new Plan(List.of(ask(server.port(), Scheme.HTTP, true)), PATIENT));
      write("");
      prober.answers(new Plan(List.of(ask(server.port(), Scheme.HTTP, true)), PATIENT));
      Files.delete(folder.resolve("token"));
      prober.answers(new Plan(List.of(ask(server.port(), Scheme.HTTP, true)), PATIENT));
      List<String> heads = server.heads();
      assertTrue(heads.get(0).contains("\r\n" + LINE), heads.get(0));
      assertFalse(heads.get(1).contains("Authorization"), heads.get(1));
      for (int later = 2; later < 5; later++) {
        assertTrue(
            heads.get(later).contains("Authorization: Bearer rotated\r\n"), heads.get(later));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"/elsewhere", "http://127.0.0.1:PORT/metrics", "//127.0.0.1:PORT/"})
  void no_redirect_takes_it_along(String location) throws IOException {
    try (HostileServer other = new HostileServer(c -> c.answer(OK));
        HostileServer server =
            new HostileServer(
                c ->
                    c.answer(
                        c.number() > 0
                            ? OK
                            : "HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: "
                                + location.replace("PORT", String.valueOf(other.port()))
                                + "\r\n\r\n"));
        VertxProber prober = prober("s3cret")) {
      Answer answer = answer(prober, ask(server.port(), Scheme.HTTP, true));
      assertEquals(200, assertInstanceOf(Answer.Response.class, answer).statusCode());
      assertTrue(server.heads().getFirst().contains(LINE));
      List<String> after = location.startsWith("/e") ? server.heads().subList(1, 2) : other.heads();
      assertEquals(1, after.size());
      assertFalse(after.getFirst().contains("Authorization"), after.getFirst());
    }
  }

  @Test
  void over_http_2_it_is_shown_as_well() throws Exception {
    BlockingQueue<String> shown = new ArrayBlockingQueue<>(4);
    try (VertxProber prober = prober("s3cret");
        Http2Server server =
            new Http2Server(
                request -> {
                  shown.add(request.version() + " " + request.getHeader("authorization"));
                  request.response().end("ok");
                })) {
      answer(prober, ask(server.port(), Scheme.HTTPS, true));
      assertEquals("HTTP_2 Bearer s3cret", shown.remove());
    }
  }

  @Test
  void nothing_that_is_kept_of_it_holds_the_token_even_if_the_answer_repeats_it()
      throws IOException {
    try (HostileServer server =
            new HostileServer(
                c -> {
                  String head = c.head();
                  c.send(
                      "HTTP/1.1 404 Not Found\r\nX-You-Said: "
                          + head.lines().filter(line -> line.startsWith("Auth")).findFirst().get()
                          + "\r\n\r\n"
                          + head);
                });
        VertxProber prober = prober("s3cret")) {
      Ask ask = ask(server.port(), Scheme.HTTP, true);
      Answered kept = new Answered(ask, answer(prober, ask));
      assertFalse(kept.toString().contains("s3cret"), kept.toString());
      RedactedExchange exhibit = RedactedExchange.of(kept);
      assertTrue(exhibit.requestHead().endsWith("Authorization: (not shown)\n"));
      assertTrue(exhibit.body().contains("Authorization: Bearer (not shown)"), exhibit.body());
    }
  }

  @ParameterizedTest
  @CsvSource({"10.0.0.7, HTTP", "ksm.example, HTTP"})
  void it_cannot_be_asked_to_go_in_the_clear(String host, Scheme scheme) {
    Ask.Purpose cell = new Ask.Purpose.Cell(Listener.MAIN, "/metrics", Via.POD_IP);
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new Ask(
                cell,
                RequestBuilder.plain(scheme, host, 8080, "/metrics"),
                PATIENT,
                Reading.COUNTED,
                true));
  }

  @Test
  void it_cannot_be_asked_to_go_with_anything_but_a_cell_of_the_matrix() {
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new Ask(
                new Ask.Purpose.Signature(8080),
                RequestBuilder.plain(Scheme.HTTPS, "10.0.0.7", 8080, "/metrics"),
                PATIENT,
                Reading.COUNTED,
                true));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''| FILE is empty; it has to hold a token and nothing else",
        "' '| FILE is empty; it has to hold a token and nothing else",
        "two words| FILE holds no token, which is one word of printable ASCII",
        "tökén| FILE holds no token, which is one word of printable ASCII",
      })
  void what_is_no_token_is_one_sentence_without_what_it_holds(String content, String message)
      throws IOException {
    write(content);
    InvalidSetting refused = assertThrows(InvalidSetting.class, () -> BearerTokenFile.open(file()));
    assertEquals(
        "--ksm.bearer-token-file: " + message.replace("FILE", file()), refused.getMessage());
  }

  @Test
  void a_file_that_is_not_there_is_one_sentence() {
    InvalidSetting refused = assertThrows(InvalidSetting.class, () -> BearerTokenFile.open(file()));
    assertEquals("--ksm.bearer-token-file: there is no file " + file(), refused.getMessage());
  }

  private VertxProber prober(String token) throws IOException {
    write(token);
    return new VertxProber(BearerTokenFile.open(file()));
  }

  private static Answer answer(VertxProber prober, Ask ask) {
    return prober.answers(new Plan(List.of(ask), PATIENT)).getFirst().answer();
  }

  private static Ask ask(int port, Scheme scheme, boolean authorized) {
    return new Ask(
        new Ask.Purpose.Cell(Listener.TELEMETRY, "/metrics", Via.LOOPBACK),
        RequestBuilder.plain(scheme, "127.0.0.1", port, "/metrics"),
        PATIENT,
        Reading.SELF_METRICS,
        authorized);
  }

  private void write(String token) throws IOException {
    Files.writeString(folder.resolve("token"), token);
  }

  private String file() {
    return folder.resolve("token").toString();
  }
}
