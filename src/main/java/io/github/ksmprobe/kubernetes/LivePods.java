package io.github.ksmprobe.kubernetes;

import io.fabric8.kubernetes.client.http.HttpClient;
import io.github.ksmprobe.config.ClusterChoice;
import io.github.ksmprobe.config.InvalidSetting;
import io.github.ksmprobe.contract.Component;
import io.github.ksmprobe.diagnosis.Vantage;
import io.github.ksmprobe.json.Json;
import io.github.ksmprobe.json.JsonText;
import io.github.ksmprobe.judgement.Target;
import io.github.ksmprobe.podstatus.KubeletView;
import io.github.ksmprobe.podstatus.WorkloadSource;
import io.github.ksmprobe.scan.Found;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The pods of a component as a kubeconfig can see them now. */
public final class LivePods implements AutoCloseable {

  /** Pods and events a page: no answer gets larger than what is read of one. */
  private static final int PAGE = 50;

  /** Of events, which a cluster that is unwell has many of. */
  private static final int MOST_PAGES = 20;

  private final ClusterChoice choice;
  private final Component component;
  private final ApiAccess access;
  private final HttpClient client;
  private final ApiServer server;

  private LivePods(ClusterChoice choice, Component component, ApiAccess access) {
    this.choice = choice;
    this.component = component;
    this.access = access;
    ApiCalls calls = new ApiCalls();
    this.client = Clients.http(access, calls);
    this.server = new ApiServer(access, client, calls, ApiServer.Limits.DEFAULT);
  }

  /**
   * Opens the cluster that the choice names; nothing is asked yet.
   *
   * @param component to look for
   * @throws InvalidSetting in one sentence if there is none
   */
  public static LivePods open(ClusterChoice choice, Component component)
      throws InterruptedException {
    return new LivePods(choice, component, Kubeconfig.read(choice, Kubeconfig.PATIENCE));
  }

  /** What a look at the cluster found, and what of it may not be seen. */
  public record Seen(List<Found> pods, List<String> problems) {
    public Seen {
      pods = List.copyOf(pods);
      problems = List.copyOf(problems);
    }
  }

  /** The namespace to look in; empty for all. */
  public Optional<String> namespace() {
    return choice.allNamespaces()
        ? Optional.empty()
        : choice
            .namespace()
            .or(() -> Optional.ofNullable(access.config().getNamespace()))
            .or(() -> Optional.of("default"));
  }

  /**
   * Lists them.
   *
   * @throws InvalidSetting in one sentence if the pods cannot be listed
   */
  public Seen look() throws InterruptedException {
    String selected =
        choice.selector().isEmpty() ? "" : "&labelSelector=" + encoded(choice.selector());
    List<Json> listed = new ArrayList<>();
    Optional<String> refused =
        each(
            path(namespace(), "pods") + "?limit=" + PAGE + selected,
            Integer.MAX_VALUE,
            listed::add);
    if (refused.isPresent()) {
      throw new InvalidSetting(
          "the pods cannot be listed at " + server.url() + ": " + refused.get());
    }
    ApiPodReader reader = new ApiPodReader(component);
    Map<Json, SeenPod> pods = new LinkedHashMap<>();
    for (Json pod : listed) {
      reader.read(source(), pod).ifPresent(seen -> pods.put(pod, seen));
    }
    List<String> problems = new ArrayList<>();
    PodEvents events = events(pods.values().stream().map(LivePods::namespace).toList(), problems);
    List<Found> found = new ArrayList<>();
    pods.forEach((pod, seen) -> found(pod, seen, events).ifPresent(found::add));
    return new Seen(found, problems);
  }

  private PodEvents events(List<String> namespaces, List<String> problems)
      throws InterruptedException {
    PodEvents events = new PodEvents();
    for (String namespace : namespaces.stream().distinct().toList()) {
      String path =
          path(Optional.of(namespace), "events")
              + "?limit="
              + PAGE
              + "&fieldSelector="
              + encoded("reason=Unhealthy,involvedObject.kind=Pod");
      Optional<String> refused = each(path, MOST_PAGES, events::take);
      if (refused.isPresent()) {
        problems.add("the events of namespace " + namespace + " are not known: " + refused.get());
        // Who may not read them in one namespace mostly may in none.
        return events;
      }
    }
    return events;
  }

  private Optional<Found> found(Json pod, SeenPod seen, PodEvents events) {
    KubeletView view =
        seen.view(WorkloadSource.POD_LIST)
            .telling(events.of(pod.get("metadata").get("uid").text()));
    boolean runs =
        pod.get("status").get("phase").text().equals("Running")
            && !seen.workload().pod().ip().isEmpty();
    String pods = path(Optional.of(namespace(seen)), "pods");
    String name = encoded(seen.workload().name());
    return seen.pod()
        .map(
            ksm ->
                new Found(
                    new Target(ksm, Vantage.inside(ksm.ip()), view),
                    runs,
                    new PortForward(client, server.url() + pods + "/" + name, ApiServer.DEADLINE),
                    new PodsProxy(client, server.url(), pods, name)));
  }

  /** Hands on each item of a list, page by page; gives the refusal, where there is one. */
  private Optional<String> each(String path, int mostPages, Consumer<Json> item)
      throws InterruptedException {
    String next = "";
    for (int page = 0; page < mostPages; page++) {
      switch (server.read(path + next)) {
        case Reply.Failed(var why) -> {
          return Optional.of(why);
        }
        case Reply.Refused(int code) -> {
          return Optional.of(
              code == 403
                  ? "403 Forbidden: it takes the right to list them; see docs/rbac.md"
                  : "status " + code);
        }
        case Reply.Good(var json) -> {
          Json list = new Json(JsonText.read(json));
          list.get("items").items().forEach(item);
          String token = list.get("metadata").get("continue").text();
          if (token.isEmpty()) {
            return Optional.empty();
          }
          next = "&continue=" + encoded(token);
        }
      }
    }
    return Optional.empty();
  }

  private String source() {
    return access.mount().isPresent()
        ? "API server"
        : "context " + access.config().getCurrentContext().getName();
  }

  private static String namespace(SeenPod pod) {
    return pod.workload().namespace();
  }

  private static String path(Optional<String> namespace, String resource) {
    return "/api/v1/"
        + namespace.map(name -> "namespaces/" + encoded(name) + "/").orElse("")
        + resource;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    server.close();
  }
}
