package io.github.ksmprobe.golang;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class GoUrlTest {

  private static String parsed(String text) {
    return switch (GoUrl.parse(ByteText.of(text))) {
      case GoUrl.Parsed.Ok(GoUrl url) -> url.toString();
      case GoUrl.Parsed.Malformed(String message) -> message;
    };
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        arguments("a\u0001", "parse \"a\\x01\": net/url: invalid control character in URL"),
        arguments(":x", "parse \":x\": missing protocol scheme"),
        arguments("1:x", "parse \"1:x\": first path segment in URL cannot contain colon"),
        arguments("/%zz", "parse \"/%zz\": invalid URL escape \"%zz\""),
        arguments("/%", "parse \"/%\": invalid URL escape \"%\""),
        arguments("/#%zz", "parse \"/\": invalid URL escape \"%zz\""),
        arguments("http://[::1", "parse \"http://[::1\": missing ']' in host"),
        arguments("http://h[", "parse \"http://h[\": invalid IP-literal"),
        arguments("http://[1.2.3.4]", "parse \"http://[1.2.3.4]\": invalid IP-literal"),
        arguments(
            "http://[x]",
            "parse \"http://[x]\": invalid host: ParseAddr(\"x\"): unable to parse IP"),
        arguments("http://h:x", "parse \"http://h:x\": invalid port \":x\" after host"),
        arguments("http://a:1:2", "parse \"http://a:1:2\": invalid port \":1:2\" after host"),
        arguments("http://a b", "parse \"http://a b\": invalid character \" \" in host name"),
        arguments("http://%41", "parse \"http://%41\": invalid URL escape \"%41\""),
        arguments("http://a b@h", "parse \"http://a b@h\": net/url: invalid userinfo"));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void what_go_refuses_is_refused_in_its_words(String text, String message) {
    assertEquals(message, parsed(text));
  }

  @ParameterizedTest
  @CsvSource({
    "HTTP://H/a b, http://H/a%20b",
    "http://h/a%2fb, http://h/a%2fb",
    "http://u:p@h, http://u:p@h",
    "http://[fe80::1%25eth0]:80/, http://[fe80::1%25eth0]:80/",
    "http://[::ffff:1.2.3.4]/, http://[::ffff:1.2.3.4]/",
    "mailto:x, mailto:x",
    "x:/y, x:/y",
    "?, ?",
    "*, *",
    "/a#b c, /a#b%20c",
    "http://h/a?b c#d, http://h/a?b c#d"
  })
  void a_url_is_written_as_go_writes_it(String text, String written) {
    assertEquals(written, parsed(text));
  }

  /** Base {@code http://a/b/c/d;p?q}: RFC 3986, section 5.4, as far as Go agrees. */
  @ParameterizedTest
  @CsvSource({
    "g:h, g:h",
    "g, http://a/b/c/g",
    "./g, http://a/b/c/g",
    "g/, http://a/b/c/g/",
    "/g, http://a/g",
    "//g, http://g",
    "?y, http://a/b/c/d;p?y",
    "g?y, http://a/b/c/g?y",
    "#s, http://a/b/c/d;p?q#s",
    "'', http://a/b/c/d;p?q",
    "., http://a/b/c/",
    ".., http://a/b/",
    "../../../g, http://a/g",
    "/./g, http://a/g",
    "g/../h, http://a/b/c/h",
    "a//b, http://a/b/c/a//b"
  })
  void a_reference_is_resolved_as_go_resolves_it(String reference, String resolved) {
    GoUrl base = ((GoUrl.Parsed.Ok) GoUrl.parse("http://a/b/c/d;p?q")).url();
    GoUrl ref = ((GoUrl.Parsed.Ok) GoUrl.parse(reference)).url();
    assertEquals(resolved, base.resolve(ref).toString());
  }
}
