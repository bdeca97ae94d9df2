package io.github.ksmprobe.docs;

import static java.util.stream.Collectors.joining;

import io.github.ksmprobe.components.ComponentFile;
import io.github.ksmprobe.contract.Component;
import io.github.ksmprobe.contract.Contract;
import io.github.ksmprobe.contract.Endpoint;
import io.github.ksmprobe.contract.KsmVersion;
import io.github.ksmprobe.contract.Opening;
import java.util.Comparator;
import java.util.List;

/** Writes docs/components.md: which components are known, and how another one is described. */
final class ComponentDocs {

  private ComponentDocs() {}

  static String page(List<ComponentFile> files, String generated, String example) {
    StringBuilder page = new StringBuilder(generated);
    page.append(
        """
        # Components

        Prometheus' exporter-toolkit answered every path with its landing page up to 0.13.0, and with 404
        since. So the probes that broke with kube-state-metrics v2.14.0 break elsewhere too. `check` judges
        every workload whose image it knows, with the same reasons, outputs and exit codes:

            helm template stack prometheus-community/kube-prometheus-stack | ksm-probe-exporter check -

        `--components node_exporter,alertmanager` judges only these, `--components kube-state-metrics` that
        alone; documents without any are counted. `contract --component NAME` prints what each version
        serves. Of an image version that no row covers nothing is guessed, and a newer one is taken for the
        newest, which the verdict says.

        ## Live

        `probe`, `scan` and `run` look at running pods of one component with `--component NAME`, judged by
        the same model, and `--contracts` beside it:

            ksm-probe-exporter scan -A --component statsd_exporter
            ksm-probe-exporter run --discovery=cluster --component node_exporter
            ksm-probe-exporter probe --component statsd_exporter --main-url http://127.0.0.1:9102

        Pods are selected by the labels below unless `--selector` says otherwise, and recognised by their
        image. Each series gets the label `target_component`, each report in JSON and each line of the log
        `component`; without `--component` nothing has them, and alerts and dashboards need them not. The
        chart takes it as `cluster.component`. The version that runs is read from the landing page, else from
        `build_info`, else from the image.

        What it does not do:

        - It looks at one component: start another process, or another scan, for the next.
        - Where a pod runs two containers of it, the first is looked at; `check` judges both.
        - An image of a name of your own is not recognised: describe it in a file for `--contracts`.
        - `--ksm.bearer-token-file` is for kube-state-metrics; `--telemetry-url` for what has a second port.
        - `scan` asks no `/metrics`, so without a version on the landing page the image has to tell it.
        - A component's file changes neither alerts nor dashboards: their sentences name kube-state-metrics.

        ## Which are known

        | component | images | from | what changed | unknown paths get | how it is known |
        |---|---|---|---|---|---|
        """);
    files.forEach(file -> rows(file, page));
    page.append("\nWhere probes are answered, and what moves the port:\n\n");
    page.append("| component | port | moved by | real health paths | label of its pods |\n");
    page.append("|---|---|---|---|---|\n");
    files.forEach(file -> listeners(file.component(), page));
    page.append("\nWhat was not measured, and what else is known:\n\n");
    files.stream()
        .filter(file -> !file.note().isEmpty())
        .forEach(
            file -> page.append("- **%s**: %s\n".formatted(file.component().name(), file.note())));
    page.append(
        """

        ## Another one in ten minutes

        Write a file and name it with `--contracts FILE`, or a folder of them; it adds a component, or takes
        the place of one of the same name. `docs/schema/component.schema.json` lets an editor complete it, and
        each mistake is refused in one sentence with its line. This one is whole:

        ```yaml
        """);
    page.append(example);
    page.append(
        """
        ```

        - `images`: the last part of the image's name, in whatever registry.
        - `labels`: what the label `app.kubernetes.io/name` of its pods says, which `scan` and the watcher
          look for; by default what `images` says.
        - `listener`: the default address, and the flags without dashes that move it: `address_flag` (host and
          port), or `host_flag` and `port_flag`; `variable` of the environment; `tls`: `always`, `never`,
          `{file: FLAG}` for the toolkit's web config file, or `{switch: FLAG}`.
        - `telemetry`: a second port, described as `listener` is, with a `tls` of its own; a manager's for health
          beside that for metrics, for example. Each row of `versions` then says under `telemetry` which paths
          are real there; `unknown` and `landing_page` hold for both ports.
        - `path_flags`: flags that move paths, with the value that leaves them where they are. Where one says
          otherwise, the verdict is `unknown`.
        - `versions`, oldest first: `since`, what `unknown` paths get (`landing_page`, `not_found`,
          `forbidden`), and the `paths` that are real: `landing_page`, `metrics`, `pprof`, `forbidden`,
          `varies` (more than the path decides), `{health: TEXT}`, `{page: TITLE}`, `{redirect: PATH}`. One
          that ends in a slash holds below it, too.
        - `measured`: the versions that were asked; else `known_by`, which each verdict then says.
        - `newest`: the newest release that was looked at, where no row is that new.

        To have it come with the program: put the file into `src/main/resources/components` and its name into
        `index`, add `build` (the Go module, the program in it, the arguments to start it with), and run
        `tools/measure --component NAME VERSION` for a version on each side of the change.
        `MeasuredComponentTest` then holds the file to what the builds answered. Only `listener` is measured,
        whose port the arguments call `PORT`.
        """);
    return page.toString();
  }

  private static void rows(ComponentFile file, StringBuilder page) {
    Component component = file.component();
    for (Contract row : component.contracts()) {
      String known =
          row.unmeasured()
              .orElseGet(
                  () ->
                      "measured on "
                          + file.measured().stream()
                              .filter(one -> component.of(one).contract().orElseThrow().equals(row))
                              .map(KsmVersion::toString)
                              .collect(joining(", ")));
      String unknown =
          switch (row.unknown()) {
            case LANDING_PAGE -> "the landing page";
            case NOT_FOUND -> "404";
            case FORBIDDEN -> "403 without a token";
          };
      page.append(
          "| %s | %s | %s | %s | %s | %s |\n"
              .formatted(
                  component.name(),
                  component.images().stream().sorted().collect(joining(", ")),
                  row.since(),
                  row.change(),
                  unknown,
                  known));
    }
  }

  private static void listeners(Component component, StringBuilder page) {
    component.openings().forEach(opening -> page.append(listener(component, opening)));
  }

  private static String listener(Component component, Opening opening) {
    String moved =
        List.of(opening.addressFlag(), opening.hostFlag(), opening.portFlag()).stream()
            .flatMap(flag -> flag.stream())
            .map(flag -> "`--" + flag + "`")
            .collect(joining(", "));
    String health =
        component.contracts().stream()
            .flatMap(contract -> contract.served(opening.listener()).stream())
            .filter(endpoint -> endpoint.kind() == Endpoint.Kind.HEALTH)
            .sorted(Comparator.comparing(Endpoint::path))
            .map(endpoint -> "`" + endpoint.path() + "`")
            .distinct()
            .collect(joining(", "));
    return "| %s | %s | %s | %s | %s |\n"
        .formatted(
            component.name(),
            opening.port(),
            moved,
            health.isEmpty() ? "none, so `/`" : health,
            component.labels().stream().sorted().collect(joining(", ")));
  }
}
