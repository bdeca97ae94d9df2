package io.github.ksmprobe.webconfig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Authorities and certificates for one test, made by openssl as an operator would make them.
 *
 * @param folder where all files are
 */
public record Pki(Path folder) {

  /**
   * A certificate and its key.
   *
   * @param certificate PEM
   * @param key PEM, PKCS#8
   */
  public record Pair(Path certificate, Path key) {}

  /** A self-signed authority. */
  public Pair authority(String name) {
    Pair pair = pair(name);
    openssl(
        "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN="
            + name
            + " -addext basicConstraints=critical,CA:TRUE",
        "-keyout",
        pair.key().toString(),
        "-out",
        pair.certificate().toString());
    return pair;
  }

  /**
   * A certificate by that authority.
   *
   * @param names subject alternative names, {@code DNS:x,IP:127.0.0.1} for example
   */
  public Pair issued(String name, Pair authority, String names) {
    Pair pair = pair(name);
    Path request = folder.resolve(name + ".csr");
    Path extensions = folder.resolve(name + ".ext");
    write(extensions, "subjectAltName=" + names + "\n");
    openssl(
        "req -new -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj /CN=" + name,
        "-keyout",
        pair.key().toString(),
        "-out",
        request.toString());
    openssl(
        "x509 -req -days 2",
        "-in",
        request.toString(),
        "-CA",
        authority.certificate().toString(),
        "-CAkey",
        authority.key().toString(),
        "-extfile",
        extensions.toString(),
        "-out",
        pair.certificate().toString());
    return pair;
  }

  /** A server's certificate for localhost and 127.0.0.1. */
  public Pair server(String name, Pair authority) {
    return issued(name, authority, "DNS:localhost,IP:127.0.0.1");
  }

  /** Runs openssl; words of the first argument are separated by blanks. */
  public void openssl(String words, String... more) {
    List<String> command = new ArrayList<>(List.of("openssl"));
    command.addAll(List.of(words.split(" ")));
    command.addAll(List.of(more));
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException(command + ": " + said);
      }
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }

  /** Puts the one in the place of the other, key and certificate. */
  public void replace(Pair old, Pair by) {
    try {
      Files.copy(by.key(), old.key(), StandardCopyOption.REPLACE_EXISTING);
      Files.copy(by.certificate(), old.certificate(), StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** Writes a file in the folder. */
  public Path write(String name, String text) {
    Path file = folder.resolve(name);
    write(file, text);
    return file;
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private Pair pair(String name) {
    return new Pair(folder.resolve(name + ".crt"), folder.resolve(name + ".key"));
  }
}
