package io.github.ksmprobe.components;

import io.github.ksmprobe.config.InvalidSetting;
import io.github.ksmprobe.configfile.Section;
import io.github.ksmprobe.configfile.Value;
import io.github.ksmprobe.contract.Contract;
import io.github.ksmprobe.contract.Contract.Unknown;
import io.github.ksmprobe.contract.Endpoint;
import io.github.ksmprobe.contract.Endpoint.Kind;
import io.github.ksmprobe.contract.KsmVersion;
import io.github.ksmprobe.contract.LandingPage;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The list {@code versions}: from which version on what is served.
 *
 * @param contracts oldest first
 * @param measured the versions that were asked, oldest first
 */
record VersionRows(List<Contract> contracts, List<KsmVersion> measured) {

  private static final List<String> KEYS =
      List.of("since", "change", "unknown", "paths", "telemetry", "measured", "known_by");

  /**
   * Reads the list.
   *
   * @param pages the landing page of each listener; none where it has no such page
   * @param telemetry whether there is a second listener
   */
  static VersionRows read(Value value, List<LandingPage> pages, boolean telemetry) {
    List<Contract> contracts = new ArrayList<>();
    List<KsmVersion> measured = new ArrayList<>();
    for (Section row : value.sections()) {
      row.only(KEYS);
      Value since = row.required("since", "since: 1.9.0");
      if (!contracts.isEmpty() && !contracts.getLast().since().isBefore(version(since))) {
        throw since.wrong("it is not later than the row before; write the rows oldest first");
      }
      contracts.add(contract(row, pages, telemetry));
      measured.addAll(measured(row, version(since)));
    }
    if (contracts.isEmpty()) {
      throw value.wrong("write at least one row, since: 1.9.0 for example");
    }
    return new VersionRows(contracts, measured);
  }

  static KsmVersion version(Value value) {
    return version(value, value.text());
  }

  private static KsmVersion version(Value value, String text) {
    return KsmVersion.parse(text)
        .orElseThrow(() -> value.wrong("\"" + text + "\" is no version; write 1.9.0"));
  }

  private static Contract contract(Section row, List<LandingPage> pages, boolean telemetry) {
    Value unknown = row.required("unknown", "unknown: not_found");
    boolean page = !pages.isEmpty();
    Set<Endpoint> main = endpoints(row.required("paths", "paths: {/metrics: metrics}"), page);
    Set<Endpoint> second =
        telemetry
            ? endpoints(row.required("telemetry", "telemetry: {/healthz: {health: ok}}"), page)
            : refuseTelemetry(row);
    Unknown gets =
        switch (unknown.text()) {
          case "landing_page" -> Unknown.LANDING_PAGE;
          case "not_found" -> Unknown.NOT_FOUND;
          case "forbidden" -> Unknown.FORBIDDEN;
          default -> throw unknown.wrong("write landing_page, not_found or forbidden");
        };
    if (gets == Unknown.LANDING_PAGE && !page) {
      throw noPage(unknown);
    }
    return new Contract(
        version(row.required("since", "since: 1.9.0")),
        row.given("change").map(Value::text).orElse(""),
        pages,
        gets,
        main,
        second,
        Set.of(),
        row.given("known_by").map(Value::text).map(by -> "by " + by));
  }

  private static Set<Endpoint> refuseTelemetry(Section row) {
    row.given("telemetry")
        .ifPresent(
            paths -> {
              throw paths.wrong(
                  "no second listener is described; write telemetry: {address: \":8081\"} below"
                      + " listener, too");
            });
    return Set.of();
  }

  private static Set<Endpoint> endpoints(Value paths, boolean page) {
    Set<Endpoint> endpoints = new LinkedHashSet<>();
    paths.section().values().forEach((path, answer) -> endpoints.add(endpoint(path, answer, page)));
    return endpoints;
  }

  private static List<KsmVersion> measured(Section row, KsmVersion since) {
    Optional<Value> measured = row.given("measured");
    if (measured.isPresent() == row.given("known_by").isPresent()) {
      throw row.required("since", "")
          .wrong(
              "say how this is known: measured: [1.9.0] where builds were asked, else known_by:"
                  + " its go.mod");
    }
    return measured.stream()
        .flatMap(
            value ->
                value.texts().stream()
                    .map(text -> version(value, text))
                    .peek(one -> refuseEarlier(value, one, since)))
        .toList();
  }

  private static void refuseEarlier(Value value, KsmVersion one, KsmVersion since) {
    if (one.isBefore(since)) {
      throw value.wrong(one + " is older than this row; put it into an earlier one");
    }
  }

  private static Endpoint endpoint(String path, Value answer, boolean page) {
    if (!path.startsWith("/")) {
      throw answer.wrong("a path begins with a slash; write /" + path);
    }
    if (answer.isMapping()) {
      return marked(path, answer);
    }
    return switch (answer.text()) {
      case "landing_page" -> {
        if (!page) {
          throw noPage(answer);
        }
        yield new Endpoint(path, Kind.LANDING_PAGE, "");
      }
      case "metrics" -> new Endpoint(path, Kind.METRICS, "");
      case "pprof" -> new Endpoint(path, Kind.PPROF, "");
      case "forbidden" -> new Endpoint(path, Kind.FORBIDDEN, "");
      case "varies" -> new Endpoint(path, Kind.VARIES, "");
      default -> throw unclear(answer);
    };
  }

  private static Endpoint marked(String path, Value answer) {
    Section one = answer.section().only(List.of("health", "page", "redirect"));
    if (one.values().size() != 1) {
      throw unclear(answer);
    }
    Kind kind =
        one.given("health").isPresent()
            ? Kind.HEALTH
            : one.given("page").isPresent() ? Kind.PAGE : Kind.REDIRECT;
    return new Endpoint(path, kind, one.values().values().iterator().next().text());
  }

  private static InvalidSetting unclear(Value answer) {
    return answer.wrong(
        "write landing_page, metrics, pprof, forbidden, varies, {health: TEXT}, {page: TITLE} or"
            + " {redirect: PATH}");
  }

  private static InvalidSetting noPage(Value value) {
    return value.wrong("say how the page is known; write landing_page: {title: Node Exporter}");
  }
}
