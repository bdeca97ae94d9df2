package io.github.ksmprobe.cli;

import io.github.ksmprobe.contract.Component;
import io.github.ksmprobe.contract.Contract;
import io.github.ksmprobe.contract.Endpoint;
import io.github.ksmprobe.contract.KsmVersion;
import io.github.ksmprobe.contract.Listener;
import io.github.ksmprobe.contract.Opening;
import java.util.Comparator;
import java.util.List;

/** A contract as a table of paths and listeners. */
final class ContractTable {

  private ContractTable() {}

  static String of(Component component, Contract contract) {
    StringBuilder table = new StringBuilder();
    table.append(span(component, contract)).append(": ").append(contract.change());
    contract.unmeasured().ifPresent(how -> table.append(" (").append(how).append(')'));
    table.append('\n');
    if (!component.isKubeStateMetrics()) {
      for (Opening opening : component.openings()) {
        if (!component.hasOneListener()) {
          table.append("  on ").append(opening.listener().label()).append(":\n");
        }
        rows(contract, opening.listener(), table);
      }
      return table.append('\n').toString();
    }
    row(table, "path", "main", "telemetry", "depends on");
    for (Endpoint endpoint : Endpoint.ofKubeStateMetrics()) {
      row(
          table,
          endpoint.path(),
          cell(contract, Listener.MAIN, endpoint),
          cell(contract, Listener.TELEMETRY, endpoint),
          endpoint.dependency().words());
    }
    String other = contract.catchAll() ? "200 page" : "404";
    row(table, "anything else", other, other, "");
    return table.append('\n').toString();
  }

  private static void rows(Contract contract, Listener listener, StringBuilder table) {
    contract.served(listener).stream()
        .sorted(Comparator.comparing(Endpoint::path))
        .forEach(
            endpoint -> table.append("  %-20s %s\n".formatted(endpoint.path(), answer(endpoint))));
    String other =
        switch (contract.unknown()) {
          case LANDING_PAGE -> "200 page";
          case NOT_FOUND -> "404";
          case FORBIDDEN -> "403 without a token";
        };
    table.append("  %-20s %s\n".formatted("anything else", other));
  }

  /** What a path answers, in a word or two. */
  static String answer(Endpoint endpoint) {
    return switch (endpoint.kind()) {
      case LANDING_PAGE -> "200 page";
      case METRICS, HEALTH, PAGE, PPROF -> "200";
      case REDIRECT -> "to " + endpoint.mark();
      case FORBIDDEN -> "403 without a token";
      case VARIES -> "depends on the request";
    };
  }

  private static String cell(Contract contract, Listener listener, Endpoint endpoint) {
    if (endpoint.equals(Endpoint.LANDING_PAGE)) {
      return "200 page";
    }
    if (contract.served(listener).contains(endpoint)) {
      return contract.guards(listener, endpoint) ? "200 (auth-filter)" : "200";
    }
    return contract.catchAll() ? "200 page" : "404";
  }

  private static void row(
      StringBuilder table, String path, String main, String telemetry, String on) {
    table
        .append("  %-15s %-18s %-18s %s".formatted(path, main, telemetry, on).stripTrailing())
        .append('\n');
  }

  private static String span(Component component, Contract contract) {
    List<KsmVersion> next = component.changesAfter(contract.since());
    KsmVersion last =
        next.isEmpty()
            ? component.newest()
            : component.releases().stream()
                .filter(release -> release.isBefore(next.getFirst()))
                .reduce((first, second) -> second)
                .orElseThrow();
    return contract.since().equals(last) ? last.toString() : contract.since() + " to " + last;
  }
}
