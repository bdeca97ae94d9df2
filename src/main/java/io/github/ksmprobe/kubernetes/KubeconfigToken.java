package io.github.ksmprobe.kubernetes;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.utils.HttpClientUtils;
import io.fabric8.kubernetes.client.utils.TokenRefreshInterceptor;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/**
 * Sends the credentials of a kubeconfig. On a 401 the library gets new ones, and runs the program
 * that the kubeconfig names for them; but what a pod answers is no word on them.
 */
final class KubeconfigToken extends TokenRefreshInterceptor {

  KubeconfigToken(Config config) {
    super(config, HttpClientUtils.getHttpClientFactory(), Instant.now());
  }

  @Override
  public CompletableFuture<Boolean> afterFailure(
      BasicBuilder headers, HttpResponse<?> response, RequestTags tags) {
    return response.request().uri().getPath().contains("/proxy/")
        ? CompletableFuture.completedFuture(false)
        : super.afterFailure(headers, response, tags);
  }
}
