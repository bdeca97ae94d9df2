package io.github.ksmprobe.kubernetes;

import io.fabric8.kubernetes.client.Config;
import io.github.ksmprobe.config.ClusterChoice;
import io.github.ksmprobe.config.InvalidSetting;
import java.io.File;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads a kubeconfig as kubectl does, and waits no longer for what it runs than a person would. */
final class Kubeconfig {

  /** For the program that a kubeconfig may name for the credentials. */
  static final Duration PATIENCE = Duration.ofSeconds(30);

  private Kubeconfig() {}

  /**
   * Where the API server is, and as whom to ask.
   *
   * @throws InvalidSetting in one sentence if that cannot be known
   */
  static ApiAccess read(ClusterChoice choice, Duration patience) throws InterruptedException {
    @Nullable String context = choice.context().orElse(null);
    Supplier<Config> config =
        choice
            .kubeconfig()
            .map(file -> ofFile(file, context))
            .orElse(() -> Config.autoConfigure(context));
    CompletableFuture<ApiAccess> access =
        CompletableFuture.supplyAsync(() -> ApiAccess.of(config.get()), Thread.ofVirtual()::start);
    try {
      return checked(access.get(patience.toMillis(), TimeUnit.MILLISECONDS), choice);
    } catch (TimeoutException late) {
      ProcessHandle.current().descendants().forEach(ProcessHandle::destroy);
      throw new InvalidSetting(
          "the program that the kubeconfig names for credentials has not ended within "
              + patience.toSeconds()
              + " s; run it by hand to see what it waits for");
    } catch (ExecutionException unusable) {
      throw new InvalidSetting(
          "the kubeconfig cannot be used: "
              + FailureWords.of(unusable)
              + "; kubectl config view shows it");
    }
  }

  private static Supplier<Config> ofFile(String file, @Nullable String context) {
    File named = new File(file);
    if (!named.canRead() || !named.isFile()) {
      throw new InvalidSetting("--kubeconfig: " + file + " cannot be read; check the name");
    }
    return () -> Config.fromKubeconfig(context, named);
  }

  private static ApiAccess checked(ApiAccess access, ClusterChoice choice) {
    Config config = access.config();
    Optional<String> wanted = choice.context();
    boolean known =
        wanted.isEmpty()
            || config.getContexts().stream().anyMatch(one -> one.getName().equals(wanted.get()));
    if (!known) {
      throw new InvalidSetting(
          "--context: the kubeconfig has no context \""
              + wanted.get()
              + "\"; kubectl config get-contexts lists them");
    }
    if (access.mount().isEmpty() && config.getCurrentContext() == null) {
      throw new InvalidSetting(
          "no cluster is known: there is no kubeconfig with a current context; name one with"
              + " --kubeconfig or --context");
    }
    access
        .problem()
        .ifPresent(
            problem -> {
              throw new InvalidSetting(problem);
            });
    return access;
  }
}
