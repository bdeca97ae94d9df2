package io.github.ksmprobe.measure;

import io.github.ksmprobe.charts.ChartRelease;
import io.github.ksmprobe.contract.KsmVersion;
import io.github.ksmprobe.json.Json;
import io.github.ksmprobe.json.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * What tools/freshness decides with. With a folder alone it lists the releases that the tables do
 * not have; with a day it enters those that were measured, and writes the text of the pull request.
 */
final class Freshness {

  private static final Path SOURCES = Path.of("src/main/java/io/github/ksmprobe");
  private static final Path CONTRACTS = SOURCES.resolve("contract/Contracts.java");
  private static final Path ERAS = SOURCES.resolve("charts/Eras.java");
  private static final Path UMBRELLAS = SOURCES.resolve("charts/UmbrellaTable.java");

  private final Path folder;
  private final Path charts;
  private final Path recordings;
  private final News news;

  /**
   * What is new.
   *
   * @param folder with what was asked: {@code releases.json}, {@code charts.json}, and for each new
   *     umbrella its {@code NAME-VERSION.yaml}
   * @param charts with a folder for each release that was rendered
   * @param recordings of the releases that were measured
   */
  Freshness(Path folder, Path charts, Path recordings) throws IOException {
    this.folder = folder;
    this.charts = charts;
    this.recordings = recordings;
    this.news = News.among(json("releases.json"), json("charts.json"));
  }

  public static void main(String[] args) throws IOException {
    Freshness freshness =
        new Freshness(Path.of(args[0]), Path.of("target/charts"), Recording.FOLDER);
    if (args.length == 1) {
      System.out.print(freshness.news.lines());
    } else {
      freshness.write(LocalDate.parse(args[1]));
    }
    System.exit(0);
  }

  News news() {
    return news;
  }

  private void write(LocalDate day) throws IOException {
    Files.writeString(folder.resolve("pull-request.md"), text());
    Files.writeString(
        CONTRACTS,
        TableEdits.day(TableEdits.releases(Files.readString(CONTRACTS), news.ksm()), day));
    Files.writeString(ERAS, TableEdits.eras(Files.readString(ERAS), continued()));
    String table = Files.readString(UMBRELLAS);
    for (ChartRelease one : umbrellas()) {
      table = TableEdits.umbrella(table, one.name(), one.version(), brings(one));
    }
    Files.writeString(UMBRELLAS, table);
  }

  /** The text of the pull request. */
  String text() throws IOException {
    PullRequest text = new PullRequest();
    for (KsmVersion version : news.ksm()) {
      Path measured = recordings.resolve(Recording.file(version).getFileName());
      text.release(version, Files.readString(measured), Modelled.recording(version).text());
    }
    for (RenderedChart chart : rendered()) {
      text.chart(chart);
    }
    for (ChartRelease umbrella : umbrellas()) {
      text.umbrella(umbrella, brings(umbrella));
    }
    return text.toString();
  }

  private List<RenderedChart> rendered() throws IOException {
    List<RenderedChart> all = new ArrayList<>();
    for (ChartRelease one : news.charts()) {
      if (one.name().equals(ChartRelease.KSM_CHART)) {
        all.add(RenderedChart.read(charts.resolve(one.version().toString())));
      }
    }
    return all;
  }

  /** The releases up to the first that renders another pod, which begins an era. */
  private List<ChartFinding.Continues> continued() throws IOException {
    List<ChartFinding.Continues> all = new ArrayList<>();
    for (RenderedChart chart : rendered()) {
      if (!(chart.finding() instanceof ChartFinding.Continues same)) {
        return all;
      }
      all.add(same);
    }
    return all;
  }

  private List<ChartRelease> umbrellas() {
    return news.charts().stream()
        .filter(one -> !one.name().equals(ChartRelease.KSM_CHART))
        .toList();
  }

  /** The chart that an umbrella asks for, as its Chart.yaml says. */
  private String brings(ChartRelease umbrella) throws IOException {
    Path file = folder.resolve(umbrella + ".yaml");
    Object chart = new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
    return new Json(chart)
        .get("dependencies").items().stream()
            .filter(one -> one.get("name").text().equals(ChartRelease.KSM_CHART))
            .map(one -> one.get("version").text())
            .findFirst()
            .orElseThrow(
                () -> new IOException(file + " does not ask for " + ChartRelease.KSM_CHART));
  }

  private Json json(String name) throws IOException {
    return new Json(JsonText.read(Files.readString(folder.resolve(name))));
  }
}
