package io.github.ksmprobe.components;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ksmprobe.config.InvalidSetting;
import io.github.ksmprobe.contract.Component;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComponentFilesTest {

  private static final Path FOLDER = Path.of("src/main/resources/components");

  @Test
  void the_index_names_every_file_and_each_is_called_as_its_component() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      assertEquals(
          files
              .map(file -> file.getFileName().toString())
              .filter(file -> !file.equals("index"))
              .sorted()
              .toList(),
          ComponentFiles.bundled().stream()
              .map(file -> file.component().name() + ".yaml")
              .sorted()
              .toList());
    }
  }

  @Test
  void no_image_belongs_to_two_components() {
    Set<String> seen = new HashSet<>();
    for (ComponentFile file : ComponentFiles.bundled()) {
      file.component().images().forEach(image -> assertTrue(seen.add(image), image));
    }
  }

  @Test
  void a_users_file_adds_a_component_or_takes_the_place_of_one(@TempDir Path folder)
      throws IOException {
    String gadget = ComponentFileTest.TWENTY_LINES;
    Files.writeString(folder.resolve("a.yaml"), gadget);
    Files.writeString(folder.resolve("b.yml"), gadget.replace("gadget\n", "node_exporter\n"));
    List<Component> all = ComponentFiles.with(List.of(folder.toString()));
    assertEquals(ComponentFiles.bundled().size() + 2, all.size());
    assertTrue(all.getFirst().isKubeStateMetrics());
    assertEquals(
        9999,
        all.stream()
            .filter(one -> one.name().equals("node_exporter"))
            .findFirst()
            .orElseThrow()
            .openings()
            .getFirst()
            .port());
  }

  @Test
  void a_folder_without_files_is_refused(@TempDir Path folder) {
    assertEquals(
        folder + ": no file in this folder ends in .yaml or .yml; name another",
        assertThrows(InvalidSetting.class, () -> ComponentFiles.read(folder.toString()))
            .getMessage());
  }
}
