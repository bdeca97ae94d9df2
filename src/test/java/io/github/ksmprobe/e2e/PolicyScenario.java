package io.github.ksmprobe.e2e;

import static io.github.ksmprobe.e2e.Sandbox.until;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.github.ksmprobe.InProcess;
import io.github.ksmprobe.diagnosis.Severity;
import io.github.ksmprobe.diagnosis.Verdict;
import io.github.ksmprobe.judgement.Judge;
import io.github.ksmprobe.judgement.PodReport;
import io.github.ksmprobe.manifest.ManifestReader;
import io.github.ksmprobe.policy.Limit;
import io.github.ksmprobe.policy.Unseen;
import io.github.ksmprobe.wording.Wording;
import io.github.ksmprobe.workload.KsmPod;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The printed policy in a real API server, which is asked by dry run about every pod there is. */
@Scenario
final class PolicyScenario {

  /** Where pods are: the project's own, or those of {@code -De2e.pods}. */
  private static final List<Path> OWN = List.of(Path.of("src/test/resources"), Path.of("deploy"));

  private static final List<Path> ROOTS =
      Optional.ofNullable(System.getProperty("e2e.pods")).map(Path::of).map(List::of).orElse(OWN);

  private static final String DEPLOYMENT = "deployment/kube-state-metrics";
  private static final String DRY = "--dry-run=server";
  private static final String DENIED = "denied request: ";

  @Test
  void what_check_calls_an_error_is_refused_in_its_words_and_nothing_else() throws IOException {
    try (Sandbox sandbox = new Sandbox("policy");
        Policy policy = new Policy(sandbox)) {
      List<String> wrong = new ArrayList<>();
      Set<Limit> met = EnumSet.noneOf(Limit.class);
      int refused = 0;
      for (PodSpec spec : FixturePods.below(ROOTS)) {
        for (HasMetadata sent :
            List.of(FixturePods.pod(sandbox, spec), FixturePods.deployment(sandbox, spec))) {
          Optional<String> answer = policy.answer(sent);
          if (answer.isEmpty()) {
            continue; // Not even well-formed.
          }
          String told = told(sent, answer.get(), met);
          refused += answer.get().isEmpty() ? 0 : 1;
          if (!told.isEmpty()) {
            wrong.add(Serialization.asYaml(sent) + told);
          }
        }
      }
      assertEquals("", wrong.stream().collect(joining("\n")));
      assertTrue(refused > 0, "there were pods");
      if (ROOTS.equals(OWN)) {
        assertEquals(EnumSet.allOf(Limit.class), met, "what the page says is shown by a pod");
      }
    }
  }

  @Test
  void what_was_broken_before_goes_on_and_what_breaks_is_refused() {
    try (Sandbox sandbox = new Sandbox("policy-before")) {
      sandbox.install("2.20.0", readiness("/readyz", "http-metrics"));
      Pod broken = sandbox.pod("2.20.0");
      try (Policy policy = new Policy(sandbox)) {
        assertEquals("{}", policy.status(), "the API server finds nothing odd in its types");
        kubectl(sandbox, "scale", DEPLOYMENT, "--replicas=2");
        until("there are two", () -> sandbox.pods().size() == 2);
        kubectl(sandbox, "set", "resources", DEPLOYMENT, "--limits=memory=300Mi");
        Pod changed = sandbox.after(broken);
        kubectl(sandbox, "delete", "pod", changed.getMetadata().getName(), "--wait=false");
        sandbox.after(changed);
        kubectl(
            sandbox,
            "patch",
            DEPLOYMENT,
            "--type=json",
            "--patch=" + readiness("/livez", "http-metrics"));
        String said =
            refused(
                sandbox,
                "patch",
                DEPLOYMENT,
                "--type=json",
                "--patch=" + readiness("/readyz", "http-metrics"));
        assertTrue(
            said.contains(
                "readiness probe of container kube-state-metrics, wrong_port: /readyz is not served on main (port 8080), it is served on telemetry (port 8081). The pod does not become Ready; nothing restarts it."),
            said);
        kubectl(sandbox, "delete", DEPLOYMENT);
        until("its pods are gone", () -> sandbox.pods().isEmpty());
      }
    }
  }

  @Test
  void an_upgrade_that_ends_an_accident_is_refused_and_by_warn_only_told() {
    try (Sandbox sandbox = new Sandbox("policy-upgrade")) {
      sandbox.install("2.13.0", readiness("/readyz", "http-metrics"));
      String upgrade =
          "kube-state-metrics=registry.k8s.io/kube-state-metrics/kube-state-metrics:v2.20.0";
      try (Policy policy = new Policy(sandbox)) {
        kubectl(sandbox, "annotate", DEPLOYMENT, "touched=yes");
        assertTrue(refused(sandbox, "set", "image", DEPLOYMENT, upgrade).contains("wrong_port"));
        policy.apply("--action=warn");
        until(
            "it warns",
            () -> told(sandbox, "set", "image", DEPLOYMENT, upgrade, DRY).startsWith("Warning"));
        assertTrue(told(sandbox, "set", "image", DEPLOYMENT, upgrade, DRY).contains("wrong_port"));
      }
    }
  }

  private static String readiness(String path, String port) {
    return """
        - op: replace
          path: /spec/template/spec/containers/0/readinessProbe/httpGet
          value: {path: %s, port: %s}
        """
        .formatted(path, port);
  }

  private static String kubectl(Sandbox sandbox, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--namespace=" + sandbox.namespace);
    return Cluster.kubectl(all.toArray(String[]::new));
  }

  /** What kubectl says where the API server refuses. */
  private static String refused(Sandbox sandbox, String... arguments) {
    return String.valueOf(
        assertThrows(AssertionError.class, () -> kubectl(sandbox, arguments)).getMessage());
  }

  /** What kubectl says, whatever came of it. */
  private static String told(Sandbox sandbox, String... arguments) {
    try {
      return kubectl(sandbox, arguments);
    } catch (AssertionError refused) {
      return String.valueOf(refused.getMessage());
    }
  }

  /** What is wrong with an answer; empty if nothing is. */
  private static String told(HasMetadata sent, String answer, Set<Limit> met) throws IOException {
    String yaml = Serialization.asYaml(sent);
    StringBuilder wrong = new StringBuilder();
    int seen = 0;
    for (PodReport report : reports(yaml)) {
      for (Verdict verdict : report.verdicts()) {
        if (verdict.severity() != Severity.ERROR) {
          continue;
        }
        String sentence = verdict.reason().label() + ": " + why(verdict);
        Optional<Limit> limit = Unseen.of(report.pod(), verdict);
        limit.ifPresent(met::add);
        if (answer.contains(
            verdict.type().label()
                + " probe of container "
                + verdict.container()
                + ", "
                + sentence)) {
          seen++;
        } else if (limit.isEmpty()) {
          wrong.append("not refused for ").append(sentence).append('\n');
        }
      }
    }
    int said = answer.split(" probe of container ", -1).length - 1;
    if (said != seen) {
      wrong.append("says something else: ").append(answer).append('\n');
    }
    return wrong.toString();
  }

  /** Without what is taken for granted. */
  private static String why(Verdict verdict) {
    String why = Wording.why(verdict);
    for (String premise : Wording.premises(verdict)) {
      why = why.replace(" " + premise, "");
    }
    return why;
  }

  private static List<PodReport> reports(String yaml) throws IOException {
    return ManifestReader.read("sent", new ByteArrayInputStream(yaml.getBytes(UTF_8)))
        .workloads()
        .stream()
        .flatMap(workload -> KsmPod.of(workload).stream())
        .flatMap(pod -> Judge.predicted(pod, List.of()).stream())
        .toList();
  }

  /** The policy as long as it is in force, in one namespace only. */
  private static final class Policy implements AutoCloseable {

    private final Sandbox sandbox;

    Policy(Sandbox sandbox) {
      this.sandbox = sandbox;
      apply("--action=deny");
      PodSpec broken =
          new PodSpecBuilder()
              .addNewContainer()
              .withName("kube-state-metrics")
              .withImage("kube-state-metrics:v2.20.0")
              .withNewReadinessProbe()
              .withNewTcpSocket()
              .withPort(new IntOrString("nowhere"))
              .endTcpSocket()
              .endReadinessProbe()
              .endContainer()
              .build();
      until("it is in force", () -> !answer(FixturePods.pod(sandbox, broken)).orElse("").isEmpty());
    }

    void apply(String action) {
      String selector = "{kubernetes.io/metadata.name: " + sandbox.namespace + "}";
      Cluster.apply(
          InProcess.run("policy", "--name=" + sandbox.namespace, action)
              .out()
              .replace(
                  "  validationActions:",
                  "  matchResources: {namespaceSelector: {matchLabels: "
                      + selector
                      + "}}\n  validationActions:"));
    }

    /** What the API server finds odd in it, once it has looked. */
    String status() {
      String name = sandbox.namespace;
      String looked = "-o=jsonpath={.status.observedGeneration}";
      until(
          "its types are looked at",
          () -> !Cluster.kubectl("get", "validatingadmissionpolicy", name, looked).isBlank());
      return Cluster.kubectl(
          "get", "validatingadmissionpolicy", name, "-o=jsonpath={.status.typeChecking}");
    }

    /** What is said to what is sent: nothing, the sentence, or that it is not well-formed. */
    Optional<String> answer(HasMetadata sent) {
      try {
        Cluster.CLIENT.resource(sent).dryRun().create();
        return Optional.of("");
      } catch (KubernetesClientException refused) {
        String said = refused.getStatus() == null ? "" : refused.getStatus().getMessage();
        int at = said.indexOf(DENIED);
        return at < 0 ? Optional.empty() : Optional.of(said.substring(at + DENIED.length()));
      }
    }

    @Override
    public void close() {
      Cluster.kubectl(
          "delete",
          "validatingadmissionpolicy,validatingadmissionpolicybinding",
          sandbox.namespace);
    }
  }
}
