package io.github.ksmprobe.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KsmVersionTest {

  @ParameterizedTest(name = "\"{0}\" holds {1}")
  @CsvSource(
      emptyValue = "",
      value = {
        "v2.13.0, v2.13.0",
        "2.13.0, v2.13.0",
        "v2.20.0-6, v2.20.0",
        "v2.14.0-gke.68, v2.14.0",
        "2.13.0-debian-12-r6, v2.13.0",
        "release-v2.15.0+build.3, v2.15.0",
        "'version=v2.9.2, branch=', v2.9.2",
        "v2.13.0_amd64, v2.13.0",
        "latest, none",
        "'', none",
        "v2.13, none",
        "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef, none",
        "v123456.1.2, none"
      })
  void a_version_is_found_in_a_tag_whatever_stands_around_it(String text, String version) {
    assertEquals(version, KsmVersion.findIn(text).map(KsmVersion::toString).orElse("none"));
  }

  @ParameterizedTest(name = "\"{0}\" reads {1}")
  @CsvSource(
      emptyValue = "",
      value = {
        "v2.14.0, v2.14.0",
        "2.14.0, v2.14.0",
        "2.14, v2.14.0",
        "' v2.14 ', v2.14.0",
        "v2, none",
        "2.14.0-rc.1, none",
        "2.14.0.1, none",
        "all, none",
        "'', none",
        "99999999999.1.1, none"
      })
  void a_person_types_a_version_and_nothing_else(String text, String version) {
    assertEquals(version, KsmVersion.parse(text).map(KsmVersion::toString).orElse("none"));
  }

  @Test
  void parts_are_compared_as_numbers() {
    assertEquals(true, new KsmVersion(2, 9, 2).isBefore(new KsmVersion(2, 10, 0)));
    assertEquals(true, new KsmVersion(2, 19, 1).isBefore(new KsmVersion(3, 0, 0)));
    assertEquals(false, new KsmVersion(2, 14, 0).isBefore(new KsmVersion(2, 14, 0)));
    assertEquals("2.14.0", new KsmVersion(2, 14, 0).number());
  }

  @Test
  void a_negative_part_is_refused() {
    assertEquals(
        "a version has no negative parts: 2.-1.0",
        assertThrows(IllegalArgumentException.class, () -> new KsmVersion(2, -1, 0)).getMessage());
  }
}
