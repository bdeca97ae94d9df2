package io.github.ksmprobe.soak;

import java.util.List;

/** Methods, paths and queries to ask a server for, the usual ones among them. */
final class OddRequests {

  static final List<String> PATHS =
      List.of(
          "/",
          "/metrics",
          "/metrics",
          "/metrics/",
          "/metricsx",
          "/%6detrics",
          "//metrics",
          "//x/metrics",
          "//x/-/healthy",
          "///",
          "/./metrics",
          "/x/../metrics",
          "/metrics;x",
          "/api/v1/report",
          "/api/v1/report/",
          "/targets/soak/stable",
          "/targets/soak/",
          "/targets/%00/%ff",
          "/targets/" + "a".repeat(3000) + "/b",
          "/config",
          "/style.css",
          "/-/healthy",
          "/-/ready",
          "/-/reload",
          "//x/-/reload",
          "/probe",
          "/favicon.ico",
          "/api/v1/targets/soak/stable/history",
          "/\u00ff",
          "/a b",
          "/%zz",
          "/%",
          "/?",
          "",
          "*",
          "x",
          "http://x/metrics",
          "metrics",
          "/\u0000",
          "/<script>",
          "/{x}");

  static final List<String> QUERIES =
      List.of(
          "",
          "",
          "",
          "?",
          "?debug=x",
          "?debug=true",
          "?name[]=x",
          "?name%5B%5D=x",
          "?reload=off",
          "?target=soak/stable",
          "?target=../..",
          "?%zz",
          "?a=%00",
          "?" + "a&".repeat(2000),
          "?x=" + "y".repeat(5000),
          "?a=<b>");

  static final List<String> METHODS =
      List.of(
          "GET",
          "GET",
          "GET",
          "HEAD",
          "POST",
          "PUT",
          "DELETE",
          "OPTIONS",
          "TRACE",
          "CONNECT",
          "FOO",
          "get",
          "G\u0000T",
          "",
          "PRI");

  private OddRequests() {}
}
