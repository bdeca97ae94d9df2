package io.github.ksmprobe.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every link of every page leads somewhere, and every page is led to. Nothing is fetched. */
class LinksTest {

  private static final Pattern CODE = Pattern.compile("(?ms)^(```+|~~~+).*?^\\1\\s*$");
  private static final Pattern INLINE_CODE = Pattern.compile("`[^`\\n]*`");
  private static final Pattern LINK =
      Pattern.compile("\\[[^\\]]*\\]\\(([^)\\s]*)(?:\\s+\"[^\"]*\")?\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6}\\s+(.*?)\\s*#*$");
  private static final Pattern ANCHOR = Pattern.compile("<a\\s+(?:id|name)=\"([^\"]+)\"");

  private static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>();
    try (Stream<Path> top = Files.list(Path.of("."))) {
      top.map(Path::normalize).filter(LinksTest::isPage).forEach(pages::add);
    }
    for (String folder : List.of("docs", "deploy", "alerts", "dashboards", "tools")) {
      try (Stream<Path> files = Files.walk(Path.of(folder))) {
        files.filter(LinksTest::isPage).forEach(pages::add);
      }
    }
    return pages;
  }

  private static boolean isPage(Path path) {
    return path.toString().endsWith(".md") && Files.isRegularFile(path);
  }

  private static List<String> links(Path page) throws IOException {
    String prose = CODE.matcher(Files.readString(page)).replaceAll("");
    return LINK.matcher(INLINE_CODE.matcher(prose).replaceAll("code"))
        .results()
        .map(link -> link.group(1))
        .toList();
  }

  /** The anchors of a page, as GitHub makes them. */
  static Set<String> anchors(String text) {
    Set<String> anchors = new TreeSet<>();
    Map<String, Integer> seen = new HashMap<>();
    String prose = CODE.matcher(text).replaceAll("");
    HEADING
        .matcher(prose)
        .results()
        .map(heading -> slug(heading.group(1)))
        .forEach(
            slug -> {
              int times = seen.merge(slug, 1, Integer::sum);
              anchors.add(times == 1 ? slug : slug + "-" + (times - 1));
            });
    ANCHOR.matcher(prose).results().forEach(anchor -> anchors.add(anchor.group(1)));
    return anchors;
  }

  private static String slug(String heading) {
    return LINK.matcher(heading)
        .replaceAll(link -> link.group().substring(1, link.group().indexOf(']')))
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{M}\\p{N}\\p{Pc}\\- ]", "")
        .replace(' ', '-');
  }

  private static String problem(Path page, String link) throws IOException {
    if (link.contains("://") || link.startsWith("mailto:")) {
      return isGoodAddress(link) ? "" : page + ": no good address: " + link;
    }
    int hash = link.indexOf('#');
    String file = hash < 0 ? link : link.substring(0, hash);
    String anchor = hash < 0 ? "" : link.substring(hash + 1);
    Path to = file.isEmpty() ? page : beside(page, file);
    if (file.startsWith("/") || to.startsWith("..") || !Files.exists(to)) {
      return page + ": there is no " + link;
    }
    boolean found =
        anchor.isEmpty() || (isPage(to) && anchors(Files.readString(to)).contains(anchor));
    return found ? "" : page + ": no such heading: " + link;
  }

  private static Path beside(Path page, String file) {
    return page.resolveSibling(file).normalize();
  }

  private static boolean isGoodAddress(String link) {
    try {
      URI uri = new URI(link);
      return "https".equals(uri.getScheme()) && uri.getHost() != null;
    } catch (URISyntaxException bad) {
      return false;
    }
  }

  @Test
  void every_link_leads_somewhere() throws IOException {
    List<String> problems = new ArrayList<>();
    int links = 0;
    for (Path page : pages()) {
      for (String link : links(page)) {
        links++;
        problems.add(problem(page, link));
      }
    }
    problems.removeIf(String::isEmpty);
    assertEquals("", String.join("\n", problems));
    assertTrue(links > 50, "links that were looked at: " + links);
  }

  @Test
  void every_page_is_reached_from_the_readme() throws IOException {
    Set<Path> reached = new TreeSet<>();
    Deque<Path> open = new ArrayDeque<>(List.of(Path.of("README.md")));
    while (!open.isEmpty()) {
      Path page = open.pop();
      if (reached.add(page) && isPage(page)) {
        for (String link : links(page)) {
          String file = link.replaceAll("#.*", "");
          if (!file.isEmpty() && !link.contains("://")) {
            open.push(beside(page, file));
          }
        }
      }
    }
    Set<Path> lost =
        pages().stream()
            .filter(page -> !reached.contains(page))
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(Set.of(), lost);
  }

  @Test
  void anchors_are_those_of_github() {
    assertEquals(
        Set.of(
            "two-ports-three-comparisons",
            "run-or-runx",
            "whats-new-in-v2140",
            "why",
            "why-1",
            "see-here",
            "über-uns_x",
            "by-hand"),
        anchors(
            """
            # Two ports, three comparisons
            ## `run` or `run.x`?
            ## What's new in v2.14.0
            ## Why
            ## Why
            ### See [here](there.md) #
            ## Über uns_x
            <a id="by-hand"></a>
            ```
            # no heading
            ```
            """));
  }
}
