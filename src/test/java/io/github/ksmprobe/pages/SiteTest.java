package io.github.ksmprobe.pages;

import static io.github.ksmprobe.pages.ServedSite.header;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SiteTest {

  private final ServedSite site = new ServedSite();

  @AfterEach
  void stop() {
    site.close();
  }

  @Test
  void every_answer_forbids_scripts_and_guessing() throws Exception {
    site.roundEnded();
    for (String path :
        List.of("/", "/style.css", "/targets/ns/ksm", "/nothing", "/probe", "/metrics")) {
      HttpResponse<String> answer = site.get(path);
      assertEquals("nosniff", header(answer, "X-Content-Type-Options"), path);
      assertTrue(header(answer, "Content-Security-Policy").startsWith("default-src 'none';"), path);
    }
  }

  @Test
  void pages_are_there_before_and_after_the_first_round() throws Exception {
    assertEquals(200, site.get("/").statusCode());
    assertEquals("2", header(site.get("/"), "Refresh"));
    assertEquals(404, site.get("/targets/ns/ksm").statusCode());
    assertEquals(503, site.get("/-/ready").statusCode());
    site.roundEnded();
    assertEquals("15", header(site.get("/"), "Refresh"));
    assertEquals("", header(site.get("/?reload=off"), "Refresh"));
    assertEquals("", header(site.get("/targets/ns/ksm"), "Refresh"));
    assertEquals(200, site.get("/targets/ns/ksm").statusCode());
    assertEquals(200, site.get("/api/v1/targets/ns/ksm/history").statusCode());
    assertEquals(200, site.get("/-/ready").statusCode());
    assertEquals("text/css; charset=utf-8", header(site.get("/style.css"), "Content-Type"));
  }

  @Test
  void the_configuration_is_shown_as_yaml_and_linked_from_every_page() throws Exception {
    assertEquals("interval: 15s # default\n", site.get("/config").body());
    assertEquals("text/yaml; charset=utf-8", header(site.get("/config"), "Content-Type"));
    assertEquals(405, site.post("/config").statusCode());
    assertTrue(site.get("/").body().contains("<a href=\"/config\">"));
  }

  @Test
  void a_reload_is_posted_and_its_answer_says_what_came_of_it() throws Exception {
    HttpResponse<String> got = site.get("/-/reload");
    assertEquals(405, got.statusCode());
    assertEquals("POST", header(got, "Allow"));
    assertEquals(200, site.post("/-/reload").statusCode());
    site.reloadsTo(new LifecycleApi.Outcome.Refused("config.yml:1: unknown key \"x\""));
    assertEquals(500, site.post("/-/reload").statusCode());
    assertEquals(
        "config.yml:1: unknown key \"x\"\nThe previous configuration stays in effect.\n",
        site.post("/-/reload").body());
    site.reloadsTo(new LifecycleApi.Outcome.NoFile());
    assertEquals(409, site.post("/-/reload").statusCode());
  }

  @Test
  void what_is_not_there_is_not_found() throws Exception {
    site.roundEnded();
    for (String path :
        List.of("/x", "/metricsfoo", "/targets", "/targets/ns/other", "/targets/ns/ksm/")) {
      assertEquals(404, site.get(path).statusCode(), path);
    }
    assertEquals(404, site.get("/api/v1/targets/ns/other/history").statusCode());
  }

  @Test
  void who_watches_a_target_that_vanishes_is_told_and_watches_on() throws Exception {
    HttpResponse<String> early = site.get("/targets/ns/ksm");
    assertTrue(early.body().contains("The first round has not ended yet."), early.body());
    assertEquals("2", header(early, "Refresh"));
    site.roundEnded();
    assertEquals(200, site.get("/targets/ns/ksm?reload=on").statusCode());
    site.podGone();
    HttpResponse<String> gone = site.get("/targets/ns/ksm?reload=on");
    assertEquals(404, gone.statusCode());
    assertEquals("15", header(gone, "Refresh"));
    assertEquals("text/html; charset=utf-8", header(gone, "Content-Type"));
    assertTrue(gone.body().contains("ns/ksm is not watched, or no longer watched."), gone.body());
    assertTrue(gone.body().contains("<a href=\"/\">All that is watched</a>"), gone.body());
    assertEquals("", header(site.get("/targets/ns/ksm"), "Refresh"));
    String hostile = site.get("/targets/-/%3Cscript%3E").body();
    assertTrue(hostile.contains("&lt;script&gt; is not watched"), hostile);
    assertFalse(hostile.contains("<script"), hostile);
  }

  @Test
  void a_page_takes_no_post() throws Exception {
    HttpResponse<String> answer =
        site.send(
            HttpRequest.newBuilder(site.uri("/")).POST(HttpRequest.BodyPublishers.ofString("x")));
    assertEquals(405, answer.statusCode());
    assertEquals("GET, HEAD", header(answer, "Allow"));
  }

  @Test
  void a_bug_shows_a_sentence_and_no_stack_trace() throws Exception {
    site.breaks();
    HttpResponse<String> answer = site.get("/api/v1/report");
    assertEquals(500, answer.statusCode());
    assertEquals("Internal error; the log says more.\n", answer.body());
  }
}
