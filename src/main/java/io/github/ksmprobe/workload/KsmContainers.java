package io.github.ksmprobe.workload;

import io.github.ksmprobe.contract.Component;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Which container of a pod is kube-state-metrics, or another component. Of the others the image
 * alone tells; where there is none, as of bare addresses, the name.
 *
 * <p>Of kube-state-metrics the image decides before the container's name, since a name is free to
 * choose; but some distributions call every image alike, so the name has to do where no image
 * tells. Labels are not asked: a chart's proxy and this exporter carry the same ones.
 */
public final class KsmContainers {

  private static final String KSM = "kube-state-metrics";
  private static final String SHORT = "ksm";

  /** This exporter as a neighbour. */
  public static final String EXPORTER = "ksm-probe-exporter";

  /**
   * By what kube-state-metrics is known.
   *
   * @param image whether the image's name is looked at, or else the container's
   * @param whole whether it is the word, or else holds it
   */
  public record Sign(boolean image, boolean whole, String word) implements Predicate<Container> {
    @Override
    public boolean test(Container container) {
      String name = image ? imageName(container) : container.name();
      return whole ? name.equals(word) : name.contains(word);
    }
  }

  /** In order of trust; the first that any container satisfies decides. */
  public static final List<Sign> SIGNS =
      List.of(
          new Sign(true, true, KSM),
          new Sign(true, false, KSM),
          new Sign(true, true, SHORT),
          new Sign(false, true, KSM),
          new Sign(false, true, SHORT));

  /** Names of neighbours, found in an image's or a container's name. */
  public static final List<String> NEIGHBOURS = List.of("kube-rbac-proxy", EXPORTER);

  private KsmContainers() {}

  /** The kube-state-metrics container, if the pod has one. */
  public static Optional<Container> find(Pod pod) {
    List<Container> candidates =
        pod.containers().stream().filter(container -> !isNeighbour(container)).toList();
    return SIGNS.stream().flatMap(sign -> candidates.stream().filter(sign).limit(1)).findFirst();
  }

  /** The containers that run a component; of kube-state-metrics there is one in a pod. */
  public static List<Container> find(Pod pod, Component component) {
    if (component.isKubeStateMetrics()) {
      return find(pod).stream().toList();
    }
    return pod.containers().stream()
        .filter(
            container ->
                component.images().contains(imageName(container))
                    || (container.image().isEmpty() && container.name().equals(component.name())))
        .toList();
  }

  static boolean isExporter(Container container) {
    return isCalled(container, EXPORTER);
  }

  /** Whether it is kube-state-metrics by its image, be it that another container is so as well. */
  static boolean isAnother(Container container) {
    return !isNeighbour(container) && imageName(container).contains(KSM);
  }

  private static boolean isNeighbour(Container container) {
    return NEIGHBOURS.stream().anyMatch(neighbour -> isCalled(container, neighbour));
  }

  private static boolean isCalled(Container container, String word) {
    return container.name().contains(word) || imageName(container).contains(word);
  }

  private static String imageName(Container container) {
    return ImageReference.parse(container.image()).name();
  }
}
