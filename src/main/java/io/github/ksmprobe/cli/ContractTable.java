package io.github.ksmprobe.cli;

import io.github.ksmprobe.contract.Contract;
import io.github.ksmprobe.contract.Contracts;
import io.github.ksmprobe.contract.Endpoint;
import io.github.ksmprobe.contract.KsmVersion;
import io.github.ksmprobe.contract.Listener;
import java.util.List;

/** A contract as a table of paths and listeners. */
final class ContractTable {

  private ContractTable() {}

  static String of(Contract contract) {
    StringBuilder table = new StringBuilder();
    table.append(span(contract)).append(": ").append(contract.change()).append('\n');
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

  private static String span(Contract contract) {
    List<KsmVersion> next = Contracts.changesAfter(contract.since());
    KsmVersion last =
        next.isEmpty()
            ? Contracts.newest()
            : Contracts.releases().stream()
                .filter(release -> release.isBefore(next.getFirst()))
                .reduce((first, second) -> second)
                .orElseThrow();
    return contract.since().equals(last) ? last.toString() : contract.since() + " to " + last;
  }
}
