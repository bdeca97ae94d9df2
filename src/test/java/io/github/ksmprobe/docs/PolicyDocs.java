package io.github.ksmprobe.docs;

import io.github.ksmprobe.contract.Contracts;
import io.github.ksmprobe.diagnosis.Reason;
import io.github.ksmprobe.policy.Limit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** docs/policy.md: what stands in the policy, and what the API server cannot see. */
final class PolicyDocs {

  private PolicyDocs() {}

  static String page(String generated) {
    return generated
        + """
      # The cluster refuses it

      ```
      ksm-probe-exporter policy | kubectl apply -f -
      ```

      prints a ValidatingAdmissionPolicy and its binding (Kubernetes 1.30 or newer, nothing else is installed):
      from then on the API server refuses a kube-state-metrics whose probes cannot work with its own version, with
      the sentence of the verdict:

      ```
      $ kubectl --namespace monitoring set image deployment/ksm kube-state-metrics=registry.k8s.io/kube-state-metrics/kube-state-metrics:v2.20.0
      error: failed to patch image update to pod template: deployments.apps "ksm" is forbidden: ValidatingAdmissionPolicy
      'kube-state-metrics-probes' with binding 'kube-state-metrics-probes' denied request: readiness probe of container
      kube-state-metrics, wrong_port: /readyz is not served on main (port 8080), it is served on telemetry (port 8081).
      The pod does not become Ready; nothing restarts it.
      ```

      What to change, `ksm-probe-exporter check` says of the same manifest.

      | `--action` | what the API server does |
      |---|---|
      | `deny` (the default) | refuses it |
      | `warn` | takes it, and tells whoever sent it |
      | `audit` | takes it, and notes it in the audit log |

      Begin with `warn` where you are not sure. `--name` gives both objects another name. To leave namespaces out,
      add `matchResources` with a `namespaceSelector` to the binding.

      ## What was broken before goes on

      A change is refused for what it breaks, never for what was broken before it. A kube-state-metrics that never
      becomes Ready can be scaled, deleted, and changed in whatever does not matter to its probes; an upgrade that
      breaks a probe that passed, by accident or not, is refused. Pods and ReplicaSets that a workload made are never
      refused, so a node that fails takes no pod with it for good; the workload itself was asked.

      `failurePolicy` is `Ignore`: should the API server be unable to evaluate the policy, everything is admitted. A
      probe that does not work is an annoyance; an object that nobody can change during an outage is worse.

      ## What is refused

      Exactly what `check` calls an error, as far as one object shows it: pods, and the templates of Deployments,
      StatefulSets, DaemonSets, ReplicaSets, ReplicationControllers, Jobs and CronJobs.

      | reason | meaning |
      |---|---|
      %2$s
      The table of what each release serves is written into the policy, up to %1$s. Print it anew after each update
      of the exporter: a release that the policy does not know is judged without it.

      ## What is admitted

      Other mismatches:

      | reason | meaning | why no policy refuses it |
      |---|---|---|
      %3$s
      And of the reasons above, whatever the object does not show. Nothing is refused on an assumption, so these are
      admitted, although `check` calls them errors and says what it assumes:

      %4$s
      An image with a digest and no tag names no version: what depends on the version is admitted, and `check` does
      not know it either. `make e2e` holds the policy to `check`, on a real API server, with every pod of the project's
      tests: refused are the errors that none of these limits hides, and no others.
      """
            .formatted(Contracts.newest(), refused(), admitted(), limits());
  }

  private static String refused() {
    return Stream.of(Reason.values())
        .filter(reason -> Limit.unseen(reason).isEmpty())
        .map(PolicyDocs::named)
        .map(reason -> "| " + reason + " |\n")
        .collect(Collectors.joining());
  }

  private static String admitted() {
    return Stream.of(Reason.values())
        .filter(reason -> reason.kind() == Reason.Kind.MISMATCH || reason == Reason.PROCESS_DOWN)
        .flatMap(
            reason ->
                Limit.unseen(reason).stream()
                    .map(why -> "| " + named(reason) + " | " + why + " |\n"))
        .collect(Collectors.joining());
  }

  private static String named(Reason reason) {
    return "[`%s`](verdicts.md#%s) | %s"
        .formatted(reason.label(), reason.label(), reason.meaning());
  }

  private static String limits() {
    return Stream.of(Limit.values())
        .map(limit -> "- " + limit.words() + ".\n")
        .collect(Collectors.joining());
  }
}
