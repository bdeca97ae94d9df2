package io.github.ksmprobe.kubernetes;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.fabric8.kubernetes.client.http.WebSocket;
import io.fabric8.kubernetes.client.utils.HttpClientUtils;
import java.time.Duration;

/**
 * Makes the clients that talk to the API server, all with the same manners. The library sets a
 * property of the whole process while it makes one, so each is made under the properties' lock.
 */
final class Clients {

  /** The library's interceptor that logs headers, and so the token, at trace level. */
  private static final String LOGS_HEADERS = "HttpLogging";

  private static final int CONNECT_MILLIS = 5_000;
  private static final int REQUEST_MILLIS = 10_000;
  private static final Duration AFTERWARDS = Duration.ofSeconds(1);

  private Clients() {}

  /** A client for requests that are put together by hand. */
  static HttpClient http(ApiAccess access, ApiCalls calls) {
    HttpClient.Builder builder =
        HttpClientUtils.getHttpClientFactory().newBuilder(withManners(access.config()));
    dress(builder, access, calls);
    synchronized (System.getProperties()) {
      return builder.build();
    }
  }

  /** A client with the library's own resources and informers. */
  static KubernetesClient full(ApiAccess access, ApiCalls calls) {
    KubernetesClientBuilder made =
        new KubernetesClientBuilder()
            .withConfig(withManners(access.config()))
            .withHttpClientBuilderConsumer(builder -> dress(builder, access, calls));
    synchronized (System.getProperties()) {
      return made.build();
    }
  }

  /**
   * Has the library close the connection of a request whose answer does not begin. To cancel its
   * future does not: the connection would stay as long as a peer that has stopped.
   *
   * @param patience of whoever waits, who is to find out first and say it in words
   */
  static HttpRequest.Builder givenUpAfter(Duration patience, HttpRequest.Builder request) {
    return request.timeout(patience.plus(AFTERWARDS).toMillis(), MILLISECONDS);
  }

  /** The same for a web socket. */
  static WebSocket.Builder givenUpAfter(Duration patience, WebSocket.Builder socket) {
    return socket.connectTimeout(patience.plus(AFTERWARDS).toMillis(), MILLISECONDS);
  }

  private static Config withManners(Config config) {
    // The library would ask ten times more within a minute; asking again is decided elsewhere.
    config.setRequestRetryBackoffLimit(0);
    config.setConnectionTimeout(CONNECT_MILLIS);
    config.setRequestTimeout(REQUEST_MILLIS);
    return config;
  }

  private static void dress(HttpClient.Builder builder, ApiAccess access, ApiCalls calls) {
    builder.addOrReplaceInterceptor(
        ServiceAccountToken.REPLACED,
        access
            .mount()
            .<Interceptor>map(files -> new ServiceAccountToken(files.token()))
            .orElseGet(() -> new KubeconfigToken(access.config())));
    builder.addOrReplaceInterceptor(LOGS_HEADERS, null);
    builder.addOrReplaceInterceptor(ApiCalls.NAME, calls);
  }
}
