package io.github.ksmprobe;

import com.tngtech.archunit.core.domain.JavaClass;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A row of the tables of rooms in CONTRIBUTING.md.
 *
 * @param name of the package below the root
 * @param isPure whether it stands in the first table
 * @param knows the rooms that it may use
 * @param libraries what it may use beyond the JDK's plain parts, as the table calls it
 */
record Room(String name, boolean isPure, Set<String> knows, Set<String> libraries) {

  private static final Map<String, String> LIBRARIES =
      Map.ofEntries(
          Map.entry("org.slf4j.", "slf4j"),
          Map.entry("ch.qos.logback.", "logback"),
          Map.entry("tools.jackson.", "Jackson"),
          Map.entry("com.fasterxml.jackson.", "Jackson"),
          Map.entry("org.snakeyaml.", "snakeyaml-engine"),
          Map.entry("at.favre.lib.", "bcrypt"),
          Map.entry("com.hierynomus.", "asn-one"),
          Map.entry("io.fabric8.", "fabric8"),
          Map.entry("io.vertx.", "Vert.x"),
          Map.entry("io.netty.", "Netty"),
          Map.entry("io.prometheus.", "client_java"),
          Map.entry("io.jstach.", "JStachio"),
          Map.entry("com.sun.net.httpserver.", "JDK HttpServer"),
          Map.entry("javax.net.ssl.", "JSSE"),
          Map.entry("picocli.", "picocli"));

  /** The tables' rows, the pure ones first. */
  static List<Room> all() {
    List<Room> rooms = new ArrayList<>();
    boolean pure = true;
    for (String line : read()) {
      pure = pure && !line.equals("### With a world outside");
      if (line.startsWith("| `")) {
        String[] cells = line.substring(1).split("\\|", -1);
        rooms.add(
            new Room(cells[0].replace("`", "").strip(), pure, words(cells[2]), words(cells[3])));
      }
    }
    return rooms;
  }

  String packages() {
    return ArchitectureTest.ROOT + "." + name + "..";
  }

  /** The library that a class is of; its package where no row can name it, empty for the JDK. */
  static Optional<String> library(JavaClass type) {
    String name = type.getName();
    Optional<String> known =
        LIBRARIES.entrySet().stream()
            .filter(one -> name.startsWith(one.getKey()))
            .map(Map.Entry::getValue)
            .findFirst();
    boolean plain =
        type.isPrimitive()
            || name.startsWith(ArchitectureTest.ROOT)
            || name.startsWith("java")
            || name.startsWith("org.jspecify.")
            || name.startsWith("sun.misc.");
    return known.or(() -> plain ? Optional.empty() : Optional.of(type.getPackageName()));
  }

  private static Set<String> words(String cell) {
    Set<String> words = new LinkedHashSet<>(Arrays.asList(cell.strip().split(",\\s*")));
    words.removeAll(Set.of("", "none"));
    return words;
  }

  private static List<String> read() {
    try {
      return Files.readAllLines(Path.of("CONTRIBUTING.md"));
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
