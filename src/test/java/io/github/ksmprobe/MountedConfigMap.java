package io.github.ksmprobe;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A ConfigMap with one file, config.yml, as the kubelet mounts it. */
public final class MountedConfigMap {

  private MountedConfigMap() {}

  /** Its first or next state: a new folder, and one link that is moved over the old one. */
  public static void show(Path mount, String version, String text) throws IOException {
    Files.createDirectory(mount.resolve(version));
    Files.writeString(mount.resolve(version).resolve("config.yml"), text);
    Path next = Files.createSymbolicLink(mount.resolve("..data_tmp"), Path.of(version));
    Files.move(next, mount.resolve("..data"), ATOMIC_MOVE);
  }
}
