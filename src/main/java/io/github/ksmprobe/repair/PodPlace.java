package io.github.ksmprobe.repair;

import io.github.ksmprobe.workload.Workload;
import java.util.List;

/**
 * Where an object of a kind holds its pod.
 *
 * @param apiVersion that it is written in today
 * @param spec the keys that lead to the pod's spec
 */
public record PodPlace(String apiVersion, List<String> spec) {

  public PodPlace {
    spec = List.copyOf(spec);
  }

  public static PodPlace of(Workload workload) {
    return switch (workload.kind()) {
      case "Pod" -> new PodPlace("v1", List.of("spec"));
      case "ReplicationController" -> template("v1");
      case "Job" -> template("batch/v1");
      case "CronJob" ->
          new PodPlace("batch/v1", List.of("spec", "jobTemplate", "spec", "template", "spec"));
      default -> template("apps/v1");
    };
  }

  private static PodPlace template(String apiVersion) {
    return new PodPlace(apiVersion, List.of("spec", "template", "spec"));
  }
}
