package io.github.ksmprobe.components;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.ksmprobe.config.InvalidSetting;
import io.github.ksmprobe.configfile.SettingsFile;
import io.github.ksmprobe.contract.Component;
import io.github.ksmprobe.contract.Contracts;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Where the files of components are: in the program, and where a user has others. */
public final class ComponentFiles {

  private static final String FOLDER = "/components/";

  private ComponentFiles() {}

  /** Those that come with the program, by name. */
  public static List<ComponentFile> bundled() {
    return text("index")
        .lines()
        .map(name -> ComponentFile.read(new SettingsFile(name + ".yaml", text(name + ".yaml"))))
        .toList();
  }

  /**
   * A file, or all of a folder that end in .yaml or .yml, by name.
   *
   * @throws InvalidSetting at the first mistake
   */
  public static List<ComponentFile> read(String name) {
    List<ComponentFile> read = new ArrayList<>();
    for (String file : files(name)) {
      read.add(ComponentFile.read(SettingsFile.read(file)));
    }
    return read;
  }

  /**
   * kube-state-metrics, those that come with the program and those of a user, of which each counts
   * more than one of the same name before it.
   *
   * @throws InvalidSetting at the first mistake
   */
  public static List<Component> with(List<String> names) {
    Map<String, Component> all = new LinkedHashMap<>();
    all.put(Contracts.KUBE_STATE_METRICS.name(), Contracts.KUBE_STATE_METRICS);
    Stream.concat(bundled().stream(), names.stream().flatMap(name -> read(name).stream()))
        .map(ComponentFile::component)
        .forEach(component -> all.put(component.name(), component));
    return List.copyOf(all.values());
  }

  private static List<String> files(String name) {
    Path folder = Path.of(name);
    if (!Files.isDirectory(folder)) {
      return List.of(name);
    }
    List<String> files = new ArrayList<>();
    try (DirectoryStream<Path> inside = Files.newDirectoryStream(folder, "*.{yaml,yml}")) {
      inside.forEach(file -> files.add(file.toString()));
    } catch (IOException broken) {
      throw InvalidSetting.in(name, 0, "this folder cannot be read: " + broken.getMessage());
    }
    if (files.isEmpty()) {
      throw InvalidSetting.in(
          name, 0, "no file in this folder ends in .yaml or .yml; name another");
    }
    return files.stream().sorted().toList();
  }

  private static String text(String name) {
    try (InputStream in =
        Objects.requireNonNull(ComponentFiles.class.getResourceAsStream(FOLDER + name), name)) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException impossible) {
      throw new UncheckedIOException("a file of the program was not readable", impossible);
    }
  }
}
