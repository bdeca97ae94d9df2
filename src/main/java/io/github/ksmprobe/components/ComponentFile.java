package io.github.ksmprobe.components;

import io.github.ksmprobe.config.InvalidSetting;
import io.github.ksmprobe.configfile.Section;
import io.github.ksmprobe.configfile.SettingsFile;
import io.github.ksmprobe.configfile.Value;
import io.github.ksmprobe.contract.Component;
import io.github.ksmprobe.contract.Contracts;
import io.github.ksmprobe.contract.KsmVersion;
import io.github.ksmprobe.contract.LandingPage;
import io.github.ksmprobe.contract.Listener;
import io.github.ksmprobe.contract.Opening;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a file says of one component.
 *
 * @param component to be judged
 * @param measured the versions of which real builds were asked, oldest first
 * @param build how such a build is made and started
 * @param note what else is to be known, why a version was not measured for example
 */
public record ComponentFile(
    Component component, List<KsmVersion> measured, Optional<Build> build, String note) {

  /**
   * A build from public Go modules.
   *
   * @param module its path
   * @param program its main package below the module; empty for the module itself
   * @param arguments to start it with; {@code PORT} stands for its port
   */
  public record Build(String module, String program, List<String> arguments) {
    public Build {
      arguments = List.copyOf(arguments);
    }
  }

  private static final List<String> KEYS =
      List.of(
          "component",
          "images",
          "labels",
          "program",
          "listener",
          "telemetry",
          "path_flags",
          "metrics",
          "landing_page",
          "newest",
          "versions",
          "build",
          "note");

  public ComponentFile {
    measured = List.copyOf(measured);
  }

  /**
   * Reads one file.
   *
   * @throws InvalidSetting at the first mistake: file, line, and what to write instead
   */
  public static ComponentFile read(SettingsFile file) {
    Section root = file.section().only(KEYS);
    Value named = root.required("component", "component: node_exporter");
    String name = named.text();
    if (!name.matches("[a-z0-9][a-z0-9._-]{0,62}")) {
      throw named.wrong("write a name of lower-case letters, digits, and . _ - between them");
    }
    if (name.equals(Contracts.KUBE_STATE_METRICS.name())) {
      throw named.wrong("the program knows it without a file; describe another component");
    }
    List<Opening> openings = openings(root);
    List<LandingPage> pages =
        root.given("landing_page").map(page -> landingPages(page, openings)).orElse(List.of());
    Value versions = root.required("versions", "versions: [{since: 1.9.0, …}]");
    VersionRows rows = VersionRows.read(versions, pages, openings.size() > 1);
    Optional<Section> metrics =
        root.given("metrics").map(value -> value.section().only(List.of("mark", "build_info")));
    Set<String> images = images(root.required("images", "images: [node-exporter]"));
    Component component =
        new Component(
            name,
            images,
            root.given("labels").map(ComponentFile::labels).orElse(images),
            root.given("program").map(Value::text).orElse(name),
            openings,
            new Component.Flags(Optional.empty(), pathFlags(root)),
            metrics.flatMap(one -> one.given("mark")).map(Value::text).orElse("go_"),
            metrics.flatMap(one -> one.given("build_info")).map(Value::text).orElse(""),
            releases(rows, root),
            rows.contracts());
    return new ComponentFile(
        component,
        rows.measured(),
        root.given("build").map(ComponentFile::build),
        root.given("note").map(Value::text).orElse(""));
  }

  private static Set<String> images(Value value) {
    List<String> images = value.texts();
    if (images.isEmpty() || images.stream().anyMatch(image -> image.matches(".*[/:@].*|"))) {
      throw value.wrong(
          "write the last part of each image's name, without registry and tag, as in"
              + " [node-exporter]");
    }
    return Set.copyOf(images);
  }

  private static Set<String> labels(Value value) {
    List<String> labels = value.texts();
    if (labels.isEmpty()
        || !labels.stream()
            .allMatch(label -> label.matches("[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?"))) {
      throw value.wrong(
          "write what the pods' label app.kubernetes.io/name says, as in"
              + " [prometheus-node-exporter]");
    }
    return Set.copyOf(labels);
  }

  private static Map<String, String> pathFlags(Section root) {
    Map<String, String> flags = new LinkedHashMap<>();
    root.given("path_flags")
        .ifPresent(
            value -> value.section().values().forEach((flag, one) -> flags.put(flag, one.text())));
    return flags;
  }

  private static List<Opening> openings(Section root) {
    Opening main =
        new ListenerSection(root.required("listener", "listener: {address: \":9100\"}").section())
            .opening(Listener.MAIN);
    return root.given("telemetry")
        .map(value -> new ListenerSection(value.section()).second(main))
        .map(telemetry -> List.of(main, telemetry))
        .orElse(List.of(main));
  }

  private static List<LandingPage> landingPages(Value value, List<Opening> openings) {
    Section page = value.section().only(List.of("title", "heading"));
    String title = page.required("title", "title: Node Exporter").text();
    String heading = page.given("heading").map(Value::text).orElse("");
    return openings.stream()
        .map(opening -> new LandingPage(opening.listener(), title, heading, "", true))
        .toList();
  }

  private static Build build(Value value) {
    Section build = value.section().only(List.of("module", "program", "arguments"));
    return new Build(
        build.required("module", "module: github.com/prometheus/node_exporter").text(),
        build.given("program").map(Value::text).orElse(""),
        build.given("arguments").map(Value::texts).orElse(List.of()));
  }

  /** Those that the file names; the newest of them counts as the newest that is known. */
  private static List<KsmVersion> releases(VersionRows rows, Section root) {
    List<KsmVersion> named =
        Stream.concat(
                rows.contracts().stream().map(contract -> contract.since()),
                rows.measured().stream())
            .distinct()
            .sorted()
            .toList();
    Optional<Value> newest = root.given("newest");
    if (newest.isEmpty()) {
      return named;
    }
    KsmVersion last = VersionRows.version(newest.get());
    if (last.isBefore(named.getLast())) {
      throw newest
          .get()
          .wrong("it is older than " + named.getLast() + " below; correct one of them");
    }
    return Stream.concat(named.stream(), Stream.of(last)).distinct().toList();
  }
}
