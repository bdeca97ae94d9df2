package io.github.ksmprobe.pages;

import static io.github.ksmprobe.Until.until;
import static io.github.ksmprobe.pages.ServedSite.header;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ksmprobe.evidence.Plan;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProbeEndpointTest {

  private final ServedSite site = new ServedSite();

  @AfterEach
  void stop() {
    site.close();
  }

  @Test
  void a_probe_tells_step_by_step() throws Exception {
    HttpResponse<String> answer = site.get("/probe?target=ns/ksm&debug=true");
    assertEquals(200, answer.statusCode());
    String text = answer.body();
    assertTrue(text.contains("1. Resolved"), text);
    assertTrue(
        text.contains("readiness of container kube-state-metrics: httpGet of /readyz"), text);
    assertTrue(text.contains("2. Asked and answered"), text);
    assertTrue(text.contains("  > GET /readyz HTTP/1.1"), text);
    assertTrue(text.contains("  = 404 ("), text);
    assertTrue(text.contains("3. Concluded"), text);
    assertTrue(text.contains("failure (404), wrong_port"), text);
  }

  @Test
  void a_probe_gives_the_metrics_of_its_own_round() throws Exception {
    HttpResponse<String> answer = site.get("/probe?target=ns/ksm");
    assertEquals("text/plain; version=0.0.4; charset=utf-8", header(answer, "Content-Type"));
    assertTrue(
        answer
            .body()
            .contains(
                "ksm_probe_kubelet_success{probe_type=\"readiness\","
                    + "target_container=\"kube-state-metrics\",target_namespace=\"ns\","
                    + "target_pod=\"ksm\"} 0.0\n"),
        answer.body());
    assertTrue(site.latest().isEmpty(), "a round on demand is no round of the sidecar");
  }

  @Test
  void a_probe_asks_watched_targets_only() throws Exception {
    HttpResponse<String> other = site.get("/probe?target=ns/other&debug=true");
    assertEquals(404, other.statusCode());
    assertTrue(other.body().startsWith("This target is not watched"), other.body());
    assertEquals(400, site.get("/probe").statusCode());
    assertEquals(400, site.get("/probe?target=ksm").statusCode());
    assertEquals(404, site.get("/probe?target=http://169.254.169.254/").statusCode());
    assertEquals(List.of(), site.plans());
  }

  @Test
  void a_probe_ends_half_a_second_before_the_scrape_does() throws Exception {
    assertEquals(200, scrape("2.5").statusCode());
    assertEquals(200, scrape("0.2").statusCode());
    assertEquals(200, scrape("60").statusCode());
    assertEquals(
        List.of(Duration.ofSeconds(2), Duration.ofMillis(100), Duration.ofSeconds(10)),
        site.plans().stream().map(Plan::deadline).toList());
    for (String odd : List.of("soon", "-1", "NaN", "Infinity", "0")) {
      assertEquals(400, scrape(odd).statusCode(), odd);
    }
  }

  @Test
  void those_who_wait_for_a_round_hinder_no_one() throws Exception {
    site.hold();
    List<CompletableFuture<HttpResponse<String>>> asked = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      asked.add(site.ask("/probe?target=ns/ksm"));
    }
    until(() -> !site.plans().isEmpty());
    // More than the web server's own threads wait for the pod, and health is answered anyway.
    assertEquals(200, site.get("/-/healthy").statusCode());
    site.release();
    for (CompletableFuture<HttpResponse<String>> one : asked) {
      assertEquals(200, one.join().statusCode());
    }
  }

  private HttpResponse<String> scrape(String timeout) throws Exception {
    return site.send(
        HttpRequest.newBuilder(site.uri("/probe?target=ns/ksm"))
            .header("X-Prometheus-Scrape-Timeout-Seconds", timeout));
  }
}
