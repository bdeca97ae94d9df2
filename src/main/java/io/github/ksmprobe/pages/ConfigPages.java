package io.github.ksmprobe.pages;

import io.github.ksmprobe.pages.LifecycleApi.Outcome;
import io.github.ksmprobe.text.OneLine;
import io.github.ksmprobe.web.Page;

/**
 * {@code /config} and {@code /-/reload}.
 *
 * <p>Reloading is not behind a flag of its own, as it is in Prometheus: who asks for it can neither
 * choose the file nor what stands in it, a file that says the same changes nothing, and one request
 * waits for the other.
 */
record ConfigPages(LifecycleApi control) {

  Page config() {
    return Page.of(200, "text/yaml; charset=utf-8", control.config());
  }

  Page reload() {
    return switch (control.reload()) {
      case Outcome.Done _ -> Page.text(200, "The configuration is in effect.\n");
      case Outcome.Refused(var sentence) ->
          Page.text(500, OneLine.of(sentence) + "\nThe previous configuration stays in effect.\n");
      case Outcome.NoFile _ ->
          Page.text(409, "There is nothing to reload: start with --config.file for that.\n");
    };
  }
}
