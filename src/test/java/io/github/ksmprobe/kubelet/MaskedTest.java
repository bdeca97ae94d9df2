package io.github.ksmprobe.kubelet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskedTest {

  @ParameterizedTest
  @CsvSource({"10.0.0.7, 10.0.0.7", "fe80::1, fe80::1", "u:p@h, u:xxxxx@h", "u:p@q@h, u:xxxxx@h"})
  void a_host_keeps_no_password(String host, String shown) {
    assertEquals(shown, Masked.host(host));
  }

  @ParameterizedTest
  @CsvSource({
    "/livez, /livez",
    "/livez?verbose=1, /livez?verbose=1",
    "/livez?token=abc, /livez?token=xxxxx",
    "/livez?verbose=1&Access_Token=a%20b&x=y#f, /livez?verbose=1&Access_Token=xxxxx&x=y#f",
    "/livez?api_key=, /livez?api_key=xxxxx",
    "GET http://u:p@10.0.0.7:8080/livez, GET http://u:xxxxx@10.0.0.7:8080/livez",
    "https://:p@h/?X-Amz-Signature=abc, https://:xxxxx@h/?X-Amz-Signature=xxxxx",
    "http://10.0.0.7:8080/a@b, http://10.0.0.7:8080/a@b",
    "no URL: token=abc, no URL: token=abc",
  })
  void passwords_and_what_sounds_like_a_credential_are_replaced(String text, String shown) {
    assertEquals(shown, Masked.of(text));
  }
}
