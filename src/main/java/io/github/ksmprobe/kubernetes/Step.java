package io.github.ksmprobe.kubernetes;

import io.github.ksmprobe.podstatus.WorkloadSource;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One way to learn the declared probes of a pod.
 *
 * @param source what it is worth
 * @param name for the log: the request in the words of RBAC
 * @param path of the request
 */
record Step(WorkloadSource source, String name, String path) {

  /** A Deployment's pod is called deployment-hash-suffix, and its ReplicaSet deployment-hash. */
  private static final Pattern OF_A_DEPLOYMENT =
      Pattern.compile("((.+)-[a-z0-9]{1,10})-[a-z0-9]{5}");

  private static final Pattern OF_A_STATEFUL_SET = Pattern.compile("(.+)-(0|[1-9][0-9]*)");

  /**
   * All ways, best first. The owners come from the pod's name alone, since a client that cannot
   * read the pod cannot read its owner references either; a name that fits no pattern has none.
   */
  static List<Step> ladder(String namespace, String pod) {
    List<Step> steps = new ArrayList<>();
    String pods = "/api/v1/namespaces/" + encoded(namespace) + "/pods";
    steps.add(new Step(WorkloadSource.POD_GET, "get pod", pods + "/" + encoded(pod)));
    steps.add(new Step(WorkloadSource.POD_LIST, "list pods", pods + selector(pod)));
    Matcher statefulSet = OF_A_STATEFUL_SET.matcher(pod);
    if (statefulSet.matches()) {
      steps.add(owner(namespace, "statefulset", statefulSet.group(1)));
    }
    Matcher deployment = OF_A_DEPLOYMENT.matcher(pod);
    if (deployment.matches()) {
      steps.add(owner(namespace, "replicaset", deployment.group(1)));
      steps.add(owner(namespace, "deployment", deployment.group(2)));
    }
    return List.copyOf(steps);
  }

  /** The request that follows that one pod. */
  static String watch(String namespace, String pod, String resourceVersion) {
    return "/api/v1/namespaces/"
        + encoded(namespace)
        + "/pods"
        + selector(pod)
        + "&resourceVersion="
        + encoded(resourceVersion);
  }

  /** Whether what it shows is worth less than what came by the other way. */
  boolean isWeakerThan(WorkloadSource other) {
    return source.compareTo(other) > 0;
  }

  /** Whether it shows the running pod, which has a status to be followed. */
  boolean showsThePod() {
    return switch (source) {
      case POD_GET, POD_LIST, POD_WATCH -> true;
      case OWNER_TEMPLATE, POD_FILE, FLAGS, AWAITED -> false;
    };
  }

  private static Step owner(String namespace, String kind, String name) {
    return new Step(
        WorkloadSource.OWNER_TEMPLATE,
        "get " + kind,
        "/apis/apps/v1/namespaces/" + encoded(namespace) + "/" + kind + "s/" + encoded(name));
  }

  private static String selector(String pod) {
    return "?fieldSelector=" + encoded("metadata.name=" + pod);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
