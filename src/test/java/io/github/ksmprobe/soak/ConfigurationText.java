package io.github.ksmprobe.soak;

import static io.github.ksmprobe.soak.Case.oneOf;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Files of settings, good ones and others. */
final class ConfigurationText {

  private static final List<String> GOOD =
      List.of(
          "timeout: 1s",
          "timeout: 500ms",
          "log.level: info",
          "log.level: error",
          "log.format: logfmt",
          "log.format: json",
          "metrics.detail: default",
          "'pod-ip': 127.0.0.8",
          "\"timeout\": 2s",
          "# a comment",
          "",
          "main-url: http://127.0.0.9:1",
          "namespace: [a, b]",
          "shard: 0",
          "total-shards: 1");

  private static final List<String> BAD =
      List.of(
          "interval: soon",
          "interval: 1ms",
          "timeout: 9h",
          "intervall: 1s",
          "log.level: loud",
          "log.format: xml",
          "metrics.detail: some",
          "discovery: maybe",
          "pod-file: /nonexistent/pod.yaml",
          "web.config.file: /nonexistent/web.yml",
          "max-concurrency: many",
          "shard: -1",
          "shard: 7",
          "main-url: ftp://x",
          "main-url: http://[::1",
          "namespace: {a: b}",
          "timeout: [1s]",
          "timeout:",
          "pod-ip: not an address",
          "- a",
          "a",
          "{",
          "timeout: &a 1s",
          "timeout: !!x 1s",
          "? x",
          "timeout: 1s\ntimeout: 2s",
          "---\ntimeout: 1s",
          "\ttimeout: 1s");

  /** What is good in a file at the start, and refused in one that is read again. */
  static final List<String> FIXED =
      List.of("discovery: cluster", "max-concurrency: 7", "metrics.detail: full");

  private final RandomGenerator random;

  ConfigurationText(RandomGenerator random) {
    this.random = random;
  }

  /** One that can be used; each key stands once. */
  String good(String first) {
    List<String> lines = new ArrayList<>(List.of(first));
    for (int i = random.nextInt(3); i > 0; i--) {
      String line = oneOf(random, GOOD.subList(0, 10));
      if (lines.stream().noneMatch(known -> key(known).equals(key(line)))) {
        lines.add(random.nextInt(lines.size() + 1), line);
      }
    }
    return String.join(random.nextInt(4) == 0 ? "\r\n" : "\n", lines) + "\n";
  }

  private static String key(String line) {
    return line.replaceFirst(":.*", "").replaceAll("[\"']", "");
  }

  /** One that most likely cannot. */
  String any(String first) {
    Hostile hostile = new Hostile(random);
    List<String> lines = new ArrayList<>(List.of(first));
    for (int i = random.nextInt(3); i >= 0; i--) {
      lines.add(
          random.nextInt(lines.size() + 1),
          switch (random.nextInt(6)) {
            case 0 -> oneOf(random, GOOD);
            case 1 -> "timeout: " + YamlStyle.doubleQuoted(hostile.string());
            case 2 -> YamlStyle.doubleQuoted(hostile.string()) + ": 1s";
            case 3 -> key(oneOf(random, GOOD)) + ": " + YamlStyle.doubleQuoted(hostile.string());
            case 4 -> key(oneOf(random, BAD)) + ": " + hostile.string();
            default -> oneOf(random, BAD);
          });
    }
    return String.join("\n", lines) + "\n";
  }

  /** A file of users and certificates. */
  String web() {
    Hostile hostile = new Hostile(random);
    List<String> lines = new ArrayList<>();
    for (int i = random.nextInt(4); i >= 0; i--) {
      lines.add(
          switch (random.nextInt(8)) {
            case 0 -> "basic_auth_users:\n  alice: " + hash();
            case 1 -> "basic_auth_users:\n  " + YamlStyle.doubleQuoted(hostile.string()) + ": x";
            case 2 ->
                "tls_server_config:\n  cert_file: " + YamlStyle.doubleQuoted(hostile.string());
            case 3 -> "tls_server_config:\n  min_version: " + hostile.string();
            case 4 -> "http_server_config:\n  http2: " + oneOf(random, "true", "no", "maybe", "");
            case 5 ->
                "http_server_config:\n  headers:\n    X-Frame-Options: "
                    + YamlStyle.doubleQuoted(hostile.string());
            case 6 -> hostile.string() + ": " + hostile.string();
            default -> "rate_limit:\n  burst: " + hostile.string();
          });
    }
    return String.join("\n", lines) + "\n";
  }

  private String hash() {
    return oneOf(
        random,
        "$2y$10$QOauhQNbBCuQDKes6eFzPeMqBSjb7Mr5DUmpZ/VcEd00UAV/LDeSi",
        "$2a$99$QOauhQNbBCuQDKes6eFzPeMqBSjb7Mr5DUmpZ/VcEd00UAV/LDeSi",
        "$2y$10$short",
        "plain");
  }
}
