package io.github.ksmprobe.workload;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Whether an image holds kube-state-metrics' own static binary and nothing else that could be run,
 * by its name: the project's images do, and so do their copies in other registries. Vendors build
 * theirs upon images with a shell.
 */
public enum StaticImage {
  /** The project's own path, in whatever registry. */
  CERTAIN,
  /** Named and tagged as the project's own: taken for a copy. */
  LIKELY,
  /** A vendor's, or nobody knows whose. */
  UNKNOWN;

  private static final String BINARY = "kube-state-metrics";

  /** How a command names the binary itself. */
  public static final List<String> SPELLINGS = List.of("/" + BINARY, "./" + BINARY, "//" + BINARY);

  /** The project's own repositories, in whatever registry. */
  public static final List<String> OFFICIAL =
      List.of(
          "kube-state-metrics/kube-state-metrics",
          "mirrored-kube-state-metrics-kube-state-metrics");

  private static final Pattern VENDOR =
      Pattern.compile(
          "bitnami|openshift|ose-|ubi[0-9]|redhat|rhel|rhacm|stolostron|chainguard|cgr\\.dev|wolfi|debian|ubuntu|alpine|photon");

  /** The folders that a program without a slash is looked for in. */
  public static final List<String> SEARCHED =
      List.of("/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin");

  /** Finds those images that are a vendor's. */
  public static String vendors() {
    return VENDOR.pattern();
  }

  /** What the image of that container holds. */
  public static StaticImage of(Container container) {
    ImageReference image = ImageReference.parse(container.image());
    boolean startedByAnother =
        !container.command().isEmpty() && !isBinary(container.command().getFirst());
    if (startedByAnother || VENDOR.matcher(container.image()).find()) {
      return UNKNOWN;
    }
    if (OFFICIAL.stream().anyMatch(official -> isOrEndsIn(image.repository(), official))) {
      return CERTAIN;
    }
    return image.name().equals(BINARY) && image.tag().matches("v[0-9]+\\.[0-9]+\\.[0-9]+.*")
        ? LIKELY
        : UNKNOWN;
  }

  private static boolean isOrEndsIn(String repository, String path) {
    return repository.equals(path) || repository.endsWith("/" + path);
  }

  /** Whether a program is the binary itself. */
  public static boolean isBinary(String program) {
    return SPELLINGS.contains(program);
  }

  /** Whether a program may come from a volume, or from a variable that is not looked into. */
  public static boolean mayComeFromElsewhere(
      String program, List<String> mounts, Container container) {
    if (program.contains("$(")) {
      return true;
    }
    if (program.startsWith("/")) {
      return mounts.stream().anyMatch(mount -> isWithin(program, mount));
    }
    boolean otherPath =
        container.env().stream().anyMatch(variable -> variable.name().equals("PATH"));
    return !mounts.isEmpty()
        && (program.contains("/")
            || otherPath
            || mounts.stream()
                .anyMatch(
                    mount ->
                        SEARCHED.stream()
                            .anyMatch(
                                folder -> isWithin(folder, mount) || isWithin(mount, folder))));
  }

  private static boolean isWithin(String path, String folder) {
    String trimmed = folder.endsWith("/") ? folder.substring(0, folder.length() - 1) : folder;
    return path.equals(trimmed) || path.startsWith(trimmed + "/");
  }
}
