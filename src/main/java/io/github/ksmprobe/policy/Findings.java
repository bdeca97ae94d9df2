package io.github.ksmprobe.policy;

import static java.util.Map.entry;
import static java.util.stream.Collectors.joining;

import io.github.ksmprobe.contract.Listener;
import io.github.ksmprobe.diagnosis.MeshProbes;
import io.github.ksmprobe.workload.BindAddress;
import io.github.ksmprobe.workload.StaticImage;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which probes cannot work, in the order of the decision table. The conditions stand here, in CEL;
 * what is to be said where one holds, the verdict on a sample says.
 */
final class Findings {

  /** What is found now and was not found before. */
  private static final String BROKEN =
      """
      variables.findings[0].filter(now, !variables.findings[1].exists(before,
        before.dial.type == now.dial.type && before.why == now.why))""";

  /** What is said of all that is broken, in one line. */
  static final String MESSAGE =
      """
      variables.broken.map(found, found.dial.type + " probe of container " + variables.ksm[0][0].name + ", "
        + variables.sentences[found.why]
          .replace("{consequence}", variables.consequences[
            found.dial.type + " " + variables.results[found.why] + (found.dial.failures == "1" ? " once" : "")])
          .replace("{failures}", found.dial.failures)
          .replace("{main}", variables.flags[0]["main"])
          .replace("{telemetry}", variables.flags[0]["telemetry"])
          .replace("{port}", string(found.dial.port))
          .replace("{container}", variables.ksm[0][0].name)
          .replace("{declaring}", variables.others[0].filter(c, has(c.ports)
            && c.ports.exists(p, has(p.name) && p.name == found.dial.name)).map(c, c.name).join(", "))
          .replace("{name}", found.dial.name)
          .replace("{host}", found.dial.host)
          .replace("{path}", found.dial.path.split('?')[0])
          .replace("{program}", "command" in found.dial.to ? found.dial.to.command[0] : "")).join(" ")""";

  /** A probe's port is 0 where no port of its container has the name. */
  private static final String DIALS =
      """
      [0, 1].map(i, variables.probes[i].map(p, ["httpGet", "tcpSocket", "exec", "grpc"]
        .filter(field, field in p.it).map(field, {
          "type": p.type,
          "field": dyn(field),
          "to": p.it[field],
          "host": "host" in p.it[field] ? p.it[field].host : dyn(""),
          "path": dyn("path" in p.it[field] ? (p.it[field].path.startsWith("/") ? "" : "/") + p.it[field].path : "/"),
          "failures": dyn("failureThreshold" in p.it && p.it.failureThreshold > 0 ? string(p.it.failureThreshold) : "3"),
          "name": dyn("port" in p.it[field] && type(p.it[field].port) == string ? p.it[field].port : ""),
          "port": dyn(!("port" in p.it[field]) ? 0
            : type(p.it[field].port) == int ? int(p.it[field].port)
            : ((has(variables.ksm[i][0].ports) ? variables.ksm[i][0].ports : [])
                .filter(c, has(c.name) && c.name == p.it[field].port)
                .map(c, int(c.containerPort)) + [0])[0])
        }))).map(all, all.map(one, one[0]))""";

  /** What Go reads as another URL, or does not send. */
  private static final String UNSENT =
      """
      has(d.to.path) && !d.to.path.matches(r'^(/|[A-Za-z0-9_.~/-]*$)')
              || has(d.to.httpHeaders) && !d.to.httpHeaders.all(h, h.value.matches(r'^[ -~]*$'))""";

  /** Only of clean paths it is known where they lead, and of no credentials what they open. */
  private static final String ODD =
      """
      !d.path.matches(r'^/([A-Za-z0-9_.~-]+(/[A-Za-z0-9_.~-]+)*/?)?([?][A-Za-z0-9_.~=&,-]*)?$')
                || (d.path.split('?')[0] + "/").contains("/./") || (d.path.split('?')[0] + "/").contains("/../")
                || (has(d.to.httpHeaders) && d.to.httpHeaders.exists(h, h.name.lowerAscii() == "authorization"))""";

  /** Whether a probe of the node's loopback arrives at that of the pod, in the same family. */
  private static final String ON_LOOPBACK =
      """
      [variables.flags[i][listener + " host"].lowerAscii()].exists(bound, d.host != "" && bound.matches(${loopback})
                    && (bound == "localhost" || d.host.lowerAscii() == "localhost" || d.host.contains(":") == bound.contains(":")))""";

  private final Refusals sentences = new Refusals();

  /** The variables that come after those of {@link Expressions}. */
  Map<String, String> variables() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("rows", new AnswerRows(sentences).rows());
    String found = found();
    all.put("sentences", sentences.texts());
    all.put("results", sentences.results());
    all.put("consequences", Refusals.consequences());
    all.put("dials", DIALS);
    all.put("findings", found);
    all.put("broken", BROKEN);
    return all;
  }

  private String found() {
    Cases cases = new Cases(sentences);
    return Cel.filled(
        """
        [0, 1].map(i, variables.dials[i].map(d, {"dial": dyn(d), "why": dyn(
            d.field == "exec" ? (${absentProgram} ? ${notExecutable} : "")
            : d.field == "grpc" ? (${isOthersPort} ? "" : ${noGrpc})
            : d.path.startsWith(${meshPath}) || (d.name == "" && d.port in ${meshPorts}) ? ""
            : d.port == 0 ? (variables.others[i].exists(c, has(c.ports)
                && c.ports.exists(p, has(p.name) && p.name == d.name)) ? ${declaredElsewhere} : ${declaredNowhere})
            : ${isUnsent} ? ""
            : d.host.matches(${loopback}) && !(has(variables.pods[i].hostNetwork) && variables.pods[i].hostNetwork)
              ? (d.field == "httpGet" ? ${hostOfHttpGet} : ${hostOfTcpSocket})
            : (d.host != "" && !d.host.matches(${loopback})) || !variables.readable[i] ? ""
            : (${listeners}.filter(listener, variables.flags[i][listener] == string(d.port)).map(listener,
                variables.flags[i][listener + " host"].matches(${loopback}) && !${isSameLoopback}
                  ? (d.host == "" && size(variables.strangers[i]) == 0 ? ${onLoopback} : "")
                : !(variables.flags[i][listener + " host"] in ${allAddresses} || ${isSameLoopback}) || d.field == "tcpSocket" ? ""
                : has(d.to.scheme) && d.to.scheme == "HTTPS" ? ${overTls}
                : ${isOdd}
                ? "" : ${row})
              + [size(variables.strangers[i]) > 0 || ${isOthersPort} ? "" : ${nobodyListens}])[0]
          )}).filter(finding, finding.why != ""))""",
        Map.ofEntries(
            entry("absentProgram", exec()),
            entry("notExecutable", cases.notExecutable()),
            entry(
                "isOthersPort",
                "variables.others[i].exists(c, has(c.ports) && c.ports.exists(p, p.containerPort == d.port))"),
            entry("noGrpc", cases.noGrpc()),
            entry("meshPath", Cel.text(MeshProbes.PATHS)),
            entry("meshPorts", MeshProbes.PORTS.toString()),
            entry("declaredElsewhere", cases.nameDeclaredElsewhere()),
            entry("declaredNowhere", cases.nameDeclaredNowhere()),
            entry("loopback", Cel.pattern(BindAddress.loopbackPattern())),
            entry("hostOfHttpGet", cases.hostOfHttpGet()),
            entry("hostOfTcpSocket", cases.hostOfTcpSocket()),
            entry(
                "listeners",
                Cel.list(Arrays.stream(Listener.values()).map(Listener::label).toList())),
            entry("onLoopback", cases.onLoopback()),
            entry("allAddresses", Cel.list(BindAddress.ALL)),
            entry("overTls", cases.overTls()),
            entry("isOdd", ODD),
            entry("row", row()),
            entry("nobodyListens", cases.nobodyListens()),
            entry("isUnsent", UNSENT),
            entry(
                "isSameLoopback",
                Cel.filled(
                    ON_LOOPBACK, Map.of("loopback", Cel.pattern(BindAddress.loopbackPattern()))))));
  }

  /** Where there is a row for the path with its flags, that counts before the one without. */
  private static String row() {
    return """
        [d.path.split('?')[0]].map(path, listener + " " + %s)
                    .map(row, [%s ? row + %s : row, row].filter(name,
                      variables.era[i] in variables.rows && name in variables.rows[variables.era[i]]))
                    .map(names, size(names) == 0 ? "" : variables.rows[variables.era[i]][names[0]])[0]"""
        .formatted(AnswerRows.key("path"), Expressions.isFiltered(), Cel.text(AnswerRows.FILTERED));
  }

  /** Whether an exec probe names what is certainly not in the image, nor comes from a volume. */
  private static String exec() {
    return """
        "command" in d.to && size(d.to.command) > 0
                && variables.images[i].matches(%1$s) && !variables.images[i].matches(%2$s)
                && variables.ksm[i].all(c, !has(c.command) || size(c.command) == 0 || c.command[0] in %3$s)
                && !(d.to.command[0] in %3$s) && d.to.command[0].matches(r'^[A-Za-z0-9_./+-]+$')
                && variables.ksm[i].all(c, [(has(c.volumeMounts) ? c.volumeMounts : [])
                  .map(m, m.mountPath + (m.mountPath.endsWith("/") ? "" : "/"))].all(mounts,
                    d.to.command[0].startsWith("/") ? !mounts.exists(m, (d.to.command[0] + "/").startsWith(m))
                    : size(mounts) == 0 || (!d.to.command[0].contains("/")
                      && !(has(c.env) && c.env.exists(e, e.name == "PATH"))
                      && !mounts.exists(m, %4$s.map(f, f + "/").exists(f, f.startsWith(m) || m.startsWith(f))))))"""
        .formatted(
            Cel.pattern(
                StaticImage.OFFICIAL.stream().collect(joining("|", "(^|/)(", ")(:[^/]*)?$"))),
            Cel.pattern(StaticImage.vendors()),
            Cel.list(StaticImage.SPELLINGS),
            Cel.list(StaticImage.SEARCHED));
  }
}
