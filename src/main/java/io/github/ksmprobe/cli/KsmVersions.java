package io.github.ksmprobe.cli;

import io.github.ksmprobe.contract.Component;
import io.github.ksmprobe.contract.KsmVersion;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** What {@code --ksm-version} takes: versions, and {@code all} for each that is known. */
final class KsmVersions {

  static final String ALL = "all";

  private KsmVersions() {}

  static List<KsmVersion> parse(List<String> texts, Component component, CommandSpec spec) {
    List<KsmVersion> wanted = new ArrayList<>();
    for (String text : texts) {
      if (text.strip().equals(ALL)) {
        wanted.addAll(component.releases());
      } else {
        wanted.add(
            KsmVersion.parse(text)
                .orElseThrow(
                    () ->
                        new ParameterException(
                            spec.commandLine(),
                            "--ksm-version: \""
                                + text
                                + "\" is not a version; write v2.14.0, a list such as v2.13.0,v2.14.0, or all")));
      }
    }
    return wanted.stream().distinct().toList();
  }
}
