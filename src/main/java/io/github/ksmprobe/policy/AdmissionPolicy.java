package io.github.ksmprobe.policy;

import static java.util.stream.Collectors.joining;

import io.github.ksmprobe.contract.Contracts;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A ValidatingAdmissionPolicy and its binding: a kube-state-metrics whose probes cannot work with
 * its own version is refused with the sentence of the verdict.
 */
public final class AdmissionPolicy {

  public static final String DEFAULT_NAME = "kube-state-metrics-probes";

  private AdmissionPolicy() {}

  /**
   * Both as YAML.
   *
   * @param name of both
   */
  public static String yaml(String name, ValidationAction action) {
    Map<String, String> variables = new LinkedHashMap<>(Expressions.variables());
    variables.putAll(new Findings().variables());
    return """
        # A kube-state-metrics whose probes cannot work with its own version, as
        # ksm-probe-exporter judges it, which wrote this; it knows releases up to %2$s.
        apiVersion: admissionregistration.k8s.io/v1
        kind: ValidatingAdmissionPolicy
        metadata:
          name: %1$s
        spec:
          # Nobody waits for probes where this cannot be evaluated.
          failurePolicy: Ignore
          matchConstraints:
            resourceRules:
              - apiGroups: [""]
                apiVersions: [v1]
                operations: [CREATE, UPDATE]
                resources: [pods, replicationcontrollers]
              - apiGroups: [apps]
                apiVersions: [v1]
                operations: [CREATE, UPDATE]
                resources: [deployments, statefulsets, daemonsets, replicasets]
              - apiGroups: [batch]
                apiVersions: [v1]
                operations: [CREATE, UPDATE]
                resources: [jobs, cronjobs]
          matchConditions:
            - name: may-hold-kube-state-metrics
              expression: |-
        %3$s
            # What made it was asked before, and must be able to make it again.
            - name: is-made-by-no-workload
              expression: |-
                !has(object.metadata.ownerReferences) || !object.metadata.ownerReferences.exists(owner,
                  has(owner.controller) && owner.controller && owner.apiVersion in ["v1", "apps/v1", "batch/v1"])
          # Each is a list of two: of the object as it is to be, and as it was.
          variables:
        %4$s
          validations:
            - expression: size(variables.broken) == 0
              message: A probe of this kube-state-metrics cannot work with its own version; ksm-probe-exporter check says why.
              messageExpression: |-
        %6$s
        ---
        apiVersion: admissionregistration.k8s.io/v1
        kind: ValidatingAdmissionPolicyBinding
        metadata:
          name: %1$s
        spec:
          policyName: %1$s
          validationActions: [%5$s]
        """
        .formatted(
            name,
            Contracts.newest(),
            Expressions.mayHoldKsm().indent(8).stripTrailing(),
            variables.entrySet().stream()
                .map(
                    one ->
                        "    - name: %s\n      expression: |-\n%s"
                            .formatted(one.getKey(), one.getValue().indent(8).stripTrailing()))
                .collect(joining("\n")),
            action.kubernetes(),
            Findings.MESSAGE.indent(8).stripTrailing());
  }
}
