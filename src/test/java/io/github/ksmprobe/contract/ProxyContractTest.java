package io.github.ksmprobe.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.ksmprobe.contract.ProxyContract.Passage;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProxyContractTest {

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({
    "/livez, PASSED",
    "/livez?x=1, PASSED",
    "/readyz, PASSED",
    "/%6civez, PASSED",
    "/livez/, UNAUTHORIZED",
    "/Livez, UNAUTHORIZED",
    "/healthz, UNAUTHORIZED",
    "/, UNAUTHORIZED",
    "/metrics, UNAUTHORIZED"
  })
  void ignored_paths_pass_and_all_others_want_a_token(String target, Passage passage) {
    assertEquals(
        passage, new ProxyContract(List.of("/livez", "/readyz"), List.of()).passage(target));
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({
    "/metrics, UNAUTHORIZED",
    "/livez, NOT_ALLOWED",
    "/, NOT_ALLOWED",
    "/metrics/, NOT_ALLOWED"
  })
  void an_allowed_path_still_wants_a_token_and_others_are_not_found(
      String target, Passage passage) {
    assertEquals(passage, new ProxyContract(List.of(), List.of("/metrics")).passage(target));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"/", "/livez", "/metrics", "/anything"})
  void without_flags_every_path_wants_a_token(String target) {
    assertEquals(Passage.UNAUTHORIZED, new ProxyContract(List.of(), List.of()).passage(target));
  }

  @ParameterizedTest(name = "{0} matches {1}: {2}")
  @CsvSource({
    "/livez, /livez, true",
    "/livez, /livezz, false",
    "/*, /livez, true",
    "/*, /a/b, false",
    "/*/b, /a/b, true",
    "/*/b, /a/c/b, false",
    "/live?, /livez, true",
    "/live?, /live/, false",
    "/[lr]*z, /livez, true",
    "/[lr]*z, /healthz, false",
    "/[^l]*z, /readyz, true",
    "/[^l]*z, /livez, false",
    "/[a-m]ivez, /livez, true",
    "/[livez, /livez, false",
    "/a.c, /abc, false",
    "/a\\*c, /a*c, true",
    "/a\\*c, /abc, false"
  })
  void a_star_spans_one_segment(String pattern, String path, boolean matches) {
    assertEquals(matches, PathPattern.matches(pattern, path));
  }
}
