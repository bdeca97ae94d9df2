package io.github.ksmprobe.kubernetes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the kubelet mounts of a ServiceAccount: a token to show, the certificate authority of the
 * API server, and the name of the namespace.
 *
 * @param folder where
 */
record ServiceAccountFiles(Path folder) {

  Path token() {
    return folder.resolve("token");
  }

  Path authority() {
    return folder.resolve("ca.crt");
  }

  Path namespace() {
    return folder.resolve("namespace");
  }

  /** What is wrong with the two that are needed to ask, in words; empty where nothing is. */
  Optional<String> problem() {
    List<String> wrong =
        Stream.of(token(), authority()).flatMap(ServiceAccountFiles::fault).toList();
    if (wrong.isEmpty()) {
      return Optional.empty();
    }
    String found =
        Files.exists(folder) ? String.join(" and ", wrong) : "there is no folder " + folder;
    String lead =
        wrong.size() == 2
            ? "no ServiceAccount token is mounted: "
            : "the mounted ServiceAccount cannot be used: ";
    return Optional.of(
        lead + found + "; set automountServiceAccountToken: true on the pod or its ServiceAccount");
  }

  private static Stream<String> fault(Path file) {
    try {
      return Files.readString(file).isBlank() ? Stream.of(file + " is empty") : Stream.empty();
    } catch (NoSuchFileException missing) {
      return Stream.of("there is no " + file);
    } catch (IOException unreadable) {
      return Stream.of(file + " cannot be read (" + reason(unreadable) + ")");
    }
  }

  private static String reason(IOException unreadable) {
    return unreadable instanceof java.nio.file.AccessDeniedException
        ? "permission denied"
        : String.valueOf(unreadable.getMessage());
  }
}
