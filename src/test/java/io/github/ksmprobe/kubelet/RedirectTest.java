package io.github.ksmprobe.kubelet;

import static io.github.ksmprobe.kubelet.ProbeFixtures.header;
import static io.github.ksmprobe.kubelet.ProbeFixtures.lines;
import static io.github.ksmprobe.kubelet.ProbeFixtures.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.ksmprobe.workload.Scheme;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedirectTest {

  private static ProbeRequest followed(ProbeRequest asked, int status, String location) {
    return switch (asked.redirect(status, Optional.of(location))) {
      case Redirected.Follow(ProbeRequest next) -> next;
      case Redirected.Final _ -> throw new AssertionError("final");
      case Redirected.Failed(_, String detail) -> throw new AssertionError(detail);
    };
  }

  private static String outcome(Redirected redirected) {
    return switch (redirected) {
      case Redirected.Final _ -> "final";
      case Redirected.Follow(ProbeRequest next) -> next.describe();
      case Redirected.Failed(Redirected.Reason reason, _) -> reason.toString();
    };
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void these_statuses_are_followed(int status) {
    assertEquals("GET http://10.0.0.7:8081/y", followed(request("/"), status, "/y").describe());
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 201, 300, 304, 305, 306, 399, 404})
  void other_statuses_are_final_even_with_a_location(int status) {
    assertEquals("final", outcome(request("/").redirect(status, Optional.of("/y"))));
  }

  @Test
  void a_redirect_without_a_location_is_final() {
    assertEquals("final", outcome(request("/").redirect(302, Optional.empty())));
    assertEquals("final", outcome(request("/").redirect(302, Optional.of(""))));
  }

  static Stream<Arguments> locations() {
    return Stream.of(
        arguments("y", "GET http://10.0.0.7:8081/a/y"),
        arguments("../../y", "GET http://10.0.0.7:8081/y"),
        arguments("?q", "GET http://10.0.0.7:8081/a/b?q"),
        arguments("//10.0.0.7/y", "GET http://10.0.0.7/y"),
        arguments("https://10.0.0.7:8443/y", "GET https://10.0.0.7:8443/y"),
        arguments("http://10.0.0.8:8081/y", "final"),
        arguments("http://login.example/", "final"),
        arguments("http://localhost:8081/y", "final"),
        arguments("mailto:x", "final"),
        arguments("ftp://10.0.0.7/y", "UNSUPPORTED_TARGET"),
        arguments("ftp://elsewhere/y", "final"),
        arguments("/%zz", "UNPARSABLE_LOCATION"),
        arguments("http://[::1/y", "UNPARSABLE_LOCATION"),
        arguments(":y", "UNPARSABLE_LOCATION"));
  }

  @ParameterizedTest
  @MethodSource("locations")
  void the_host_name_decides_whether_a_location_is_followed(String location, String outcome) {
    assertEquals(outcome, outcome(request("/a/b?c").redirect(302, Optional.of(location))));
  }

  @Test
  void nine_redirects_are_followed_and_the_tenth_fails() {
    ProbeRequest ninth =
        IntStream.range(0, 9)
            .boxed()
            .reduce(request("/"), (asked, n) -> followed(asked, 302, "/" + n), (a, _) -> a);
    assertEquals("TOO_MANY", outcome(ninth.redirect(302, Optional.of("/9"))));
    assertEquals("final", outcome(ninth.redirect(302, Optional.of("http://elsewhere/"))));
  }

  @Test
  void the_host_is_compared_with_the_first_requests() {
    ProbeRequest second = followed(request("/"), 302, "http://10.0.0.7:9090/");
    assertEquals("final", outcome(second.redirect(302, Optional.of("http://other/"))));
  }

  @Test
  void a_custom_host_header_is_kept_for_relative_locations_only() {
    ProbeRequest first = request("/", header("Host", "ksm.example"));
    assertEquals("Host: ksm.example", lines(followed(first, 302, "/y")).getFirst());
    assertEquals(
        "Host: 10.0.0.7:8081", lines(followed(first, 302, "http://10.0.0.7:8081/y")).getFirst());
  }

  @Test
  void configured_headers_are_sent_on_every_hop() {
    ProbeRequest first = request("/", header("Authorization", "Bearer x"), header("Cookie", "a=b"));
    ProbeRequest third = followed(followed(first, 302, "/1"), 302, "/2");
    assertTrue(lines(third).contains("Authorization: Bearer x"));
    assertTrue(lines(third).contains("Cookie: a=b"));
  }

  @Test
  void headers_about_a_body_are_dropped_after_a_302_and_kept_after_a_307() {
    ProbeRequest first = request("/", header("Content-Type", "text/plain"));
    ProbeRequest kept = followed(first, 307, "/1");
    ProbeRequest dropped = followed(followed(kept, 302, "/2"), 307, "/3");
    assertTrue(lines(kept).contains("Content-Type: text/plain"));
    assertFalse(lines(dropped).contains("Content-Type: text/plain"));
  }

  @Test
  void the_referer_names_the_last_url_without_credentials() {
    ProbeRequest next = followed(request("http://u:p@x/a#f"), 302, "/y");
    assertTrue(lines(next).contains("Referer: http://10.0.0.7:8081/a#f"), lines(next)::toString);
  }

  @Test
  void no_referer_goes_from_https_to_http() {
    ProbeRequest secure = RequestBuilder.plain(Scheme.HTTPS, "10.0.0.7", 8443, "/");
    ProbeRequest next = followed(secure, 302, "http://10.0.0.7:8081/");
    assertTrue(lines(next).stream().noneMatch(line -> line.startsWith("Referer")));
  }

  @Test
  void a_configured_referer_wins() {
    ProbeRequest next = followed(request("/", header("Referer", "http://r/")), 302, "/y");
    assertTrue(lines(next).contains("Referer: http://r/"));
  }

  @Test
  void credentials_of_a_url_are_inherited_by_relative_locations_only() {
    ProbeRequest first = request("http://u:p@x/a");
    assertTrue(lines(followed(first, 302, "/y")).contains("Authorization: Basic dTpw"));
    assertFalse(
        lines(followed(first, 302, "http://10.0.0.7:8081/y"))
            .contains("Authorization: Basic dTpw"));
  }
}
