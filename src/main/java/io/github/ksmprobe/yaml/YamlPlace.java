package io.github.ksmprobe.yaml;

import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** A value in a text that is to be edited. What {@code <<} merges in stands elsewhere. */
public final class YamlPlace {

  private final Node node;

  YamlPlace(Node node) {
    this.node = node;
  }

  Node node() {
    return node;
  }

  /** The value of a key; of a key written twice the last one counts. */
  public Optional<YamlPlace> get(String key) {
    return entry(key).map(NodeTuple::getValueNode).map(YamlPlace::new);
  }

  /** The same through several keys. */
  public Optional<YamlPlace> get(List<String> keys) {
    Optional<YamlPlace> at = Optional.of(this);
    for (String key : keys) {
      at = at.flatMap(place -> place.get(key));
    }
    return at;
  }

  /** The values of a list; none of anything else. */
  public List<YamlPlace> items() {
    return node instanceof SequenceNode list
        ? list.getValue().stream().map(YamlPlace::new).toList()
        : List.of();
  }

  /** Of a text or number; empty of anything else. */
  public String text() {
    return node instanceof ScalarNode scalar ? scalar.getValue() : "";
  }

  Optional<NodeTuple> entry(String key) {
    return entries().reversed().stream()
        .filter(one -> one.getKeyNode() instanceof ScalarNode name && name.getValue().equals(key))
        .findFirst();
  }

  List<NodeTuple> entries() {
    return node instanceof MappingNode mapping ? mapping.getValue() : List.of();
  }
}
