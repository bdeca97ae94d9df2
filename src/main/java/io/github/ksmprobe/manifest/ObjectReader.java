package io.github.ksmprobe.manifest;

import io.github.ksmprobe.contract.Component;
import io.github.ksmprobe.workload.Pod;
import io.github.ksmprobe.workload.Rollout;
import io.github.ksmprobe.workload.Source;
import io.github.ksmprobe.workload.Workload;
import io.github.ksmprobe.yaml.Yaml;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads the Kubernetes objects of one source, one after the other, and numbers them: a document
 * counts as one, a List as many as it has items.
 */
final class ObjectReader {

  private final String source;
  private final Problems problems;
  private final List<Component> components;
  private final List<Workload> workloads = new ArrayList<>();
  private int passedOver;
  private int position;

  ObjectReader(String source, Problems problems, List<Component> components) {
    this.components = components;
    this.source = source;
    this.problems = problems;
  }

  /** Counts a document that could not be parsed. */
  void skip() {
    position++;
  }

  void read(Yaml root) {
    document(root, "", "", false);
  }

  boolean isEmpty() {
    return position == 0;
  }

  /** The workloads that were read since the last call. */
  List<Workload> take() {
    List<Workload> taken = List.copyOf(workloads);
    workloads.clear();
    return taken;
  }

  int passedOver() {
    return passedOver;
  }

  /** The defaults are for the items of a PodList as the API sends it: they name neither. */
  private void document(Yaml root, String defaultVersion, String defaultKind, boolean inList) {
    position++;
    problems.next();
    int before = problems.count();
    if (!(root instanceof Yaml.Mapping mapping) || root.isTemplate()) {
      noteNoObject(root);
      return;
    }
    ManifestFields object = new ManifestFields(mapping, "", "", problems);
    String apiVersion =
        object.has("apiVersion") ? object.renderedText("apiVersion") : defaultVersion;
    String kind = object.has("kind") ? object.renderedText("kind") : defaultKind;
    if (problems.count() > before) {
      return;
    }
    if (apiVersion.isEmpty() || kind.isEmpty()) {
      problems.add(
          root,
          "This is not a Kubernetes object, because it has no "
              + (kind.isEmpty() ? "kind" : "apiVersion")
              + ": give rendered manifests; a values file has to go through helm template first.");
    } else if (isList(object, kind)) {
      list(object, apiVersion, kind, inList);
    } else {
      PodOwner.of(apiVersion, kind)
          .ifPresentOrElse(owner -> carrier(owner, kind, object), () -> passedOver++);
    }
  }

  private void noteNoObject(Yaml root) {
    if (root.isTemplate()) {
      problems.add(ManifestProblem.Kind.TEMPLATE, root, "", "This " + Sentences.TEMPLATE);
    } else {
      problems.add(
          root,
          "This is "
              + Sentences.describe(root)
              + ", not a Kubernetes object: give manifests that begin with apiVersion and kind.");
    }
  }

  /** Other kinds may end in List as well; only a list has items. */
  private static boolean isList(ManifestFields object, String kind) {
    return kind.equals("List") || (kind.endsWith("List") && object.has("items"));
  }

  private void list(ManifestFields list, String apiVersion, String kind, boolean inList) {
    if (inList) {
      list.say("is a List in a List, which is not read: put its items into the outer one.");
      return;
    }
    int before = problems.count();
    List<Yaml> items = list.items("items");
    if (items.isEmpty()) {
      passedOver += problems.count() == before ? 1 : 0;
      return;
    }
    position--;
    String itemKind = kind.substring(0, kind.length() - "List".length());
    items.forEach(item -> document(item, apiVersion, itemKind, true));
  }

  private void carrier(PodOwner owner, String kind, ManifestFields object) {
    int before = problems.count();
    Optional<ManifestFields> metadata = object.child("metadata");
    String namespace = metadata.map(fields -> fields.renderedText("namespace")).orElse("");
    String name = metadata.map(ObjectReader::name).orElse("");
    String title = kind + " " + (namespace.isEmpty() ? name : namespace + "/" + name);
    Optional<ManifestFields> template = owner.pod(object.named(title.strip()));
    Optional<Pod> pod =
        template
            .flatMap(fields -> PodOwner.step(fields, "spec"))
            .flatMap(spec -> PodReader.read(spec, ip(owner, object), components));
    if (pod.isEmpty()) {
      passedOver += problems.count() == before ? 1 : 0;
      return;
    }
    Map<String, String> labels =
        template
            .flatMap(fields -> fields.child("metadata"))
            .or(() -> metadata)
            .map(fields -> fields.textMap("labels"))
            .orElse(Map.of());
    workloads.add(
        new Workload(
            new Source(source, position, ProbeLines.of(object, owner)),
            kind,
            namespace,
            name,
            labels,
            pod.get(),
            problems.since(0),
            Rollout.of(kind, strategy(object))));
  }

  /** Whatever is odd about it, no probe depends on it. */
  private static String strategy(ManifestFields object) {
    return Stream.of("strategy", "updateStrategy")
        .flatMap(
            key -> object.node().get("spec").stream().flatMap(spec -> ProbeLines.at(spec, key)))
        .flatMap(strategy -> ProbeLines.at(strategy, "type"))
        .map(type -> type instanceof Yaml.Scalar scalar ? scalar.text() : "")
        .findFirst()
        .orElse("");
  }

  private static String name(ManifestFields metadata) {
    String name = metadata.renderedText("name");
    return name.isEmpty() ? metadata.renderedText("generateName") : name;
  }

  /** Only a pod has one; a template of a pod has no status. */
  private static String ip(PodOwner owner, ManifestFields object) {
    if (!owner.isPod()) {
      return "";
    }
    Optional<ManifestFields> status = object.child("status");
    String ip = status.map(fields -> address(fields, "podIP")).orElse("");
    return !ip.isEmpty()
        ? ip
        : status.stream()
            .flatMap(fields -> fields.children("podIPs").stream())
            .map(fields -> address(fields, "ip"))
            .findFirst()
            .orElse("");
  }

  /** No name is taken for an address, for that would have to be looked up. */
  private static String address(ManifestFields fields, String key) {
    String text = fields.text(key);
    boolean possible =
        text.chars().allMatch(c -> Character.digit(c, 16) >= 0 || c == '.' || c == ':');
    if (!possible) {
      fields.value(key).ifPresent(value -> fields.refuse(key, value, "an IP address"));
    }
    return possible ? text : "";
  }
}
