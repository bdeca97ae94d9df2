package io.github.ksmprobe.dashboards;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A text in Markdown, which asks nothing. */
record Note(String title, String content) implements Drawn {

  @Override
  public String type() {
    return "text";
  }

  @Override
  public Said said() {
    return new Said("", "", "");
  }

  @Override
  public List<Map<String, @Nullable Object>> targets() {
    return List.of();
  }

  @Override
  public Map<String, @Nullable Object> fieldConfig() {
    return JsonObject.of("defaults", JsonObject.of(), "overrides", List.of());
  }

  @Override
  public Map<String, @Nullable Object> options() {
    return JsonObject.of("mode", "markdown", "content", content);
  }

  @Override
  public Map<String, @Nullable Object> json() {
    return JsonObject.of("type", type(), "title", title, "options", options());
  }
}
