package io.github.ksmprobe.cli;

import io.github.ksmprobe.contract.Component;
import java.util.List;

/** Where the components that can be judged are described. */
public interface KnownComponents {

  /**
   * kube-state-metrics, and those that come with the program; files add to them, and count more
   * than one of the same name.
   *
   * @param files of a user, or folders of them
   * @throws io.github.ksmprobe.config.InvalidSetting at the first mistake in one
   */
  List<Component> with(List<String> files);
}
