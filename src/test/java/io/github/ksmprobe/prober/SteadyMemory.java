package io.github.ksmprobe.prober;

import static io.github.ksmprobe.prober.Asking.PATIENT;

import com.sun.management.UnixOperatingSystemMXBean;
import io.github.ksmprobe.evidence.Answered;
import io.github.ksmprobe.evidence.Ask;
import io.github.ksmprobe.evidence.Ask.Reading;
import io.github.ksmprobe.evidence.Plan;
import io.github.ksmprobe.kubelet.RequestBuilder;
import io.github.ksmprobe.prober.HostileServer.Connection;
import io.github.ksmprobe.workload.Scheme;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.util.internal.PlatformDependent;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.PfxOptions;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Sends many requests to servers of every kind in this process, and compares what it holds after
 * the first tenth of them with what it holds at the end: a sidecar asks for months, and the
 * smallest thing that a request leaves behind fills its memory.
 *
 * <p>The argument of the program is how many; it ends with 1 where something grew.
 */
final class SteadyMemory implements AutoCloseable {

  private static final int AT_ONCE = 64;

  private static final String OK = "HTTP/1.1 200 OK\r\n";
  private static final String LONG = "a".repeat(20_000);

  private static final List<String> ANSWERS =
      List.of(
          OK + "Content-Length: 2\r\n\r\nOK",
          OK + "Content-Length: 20000\r\n\r\n" + LONG,
          OK + "Transfer-Encoding: chunked\r\n\r\n2\r\nOK\r\n0\r\n\r\n",
          OK + "Transfer-Encoding: chunked\r\n\r\n4e20\r\n" + LONG + "\r\n0\r\n\r\n",
          OK + "\r\n" + LONG,
          "HTTP/1.0 200 OK\r\n\r\nOK",
          "HTTP/1.1 404 Not Found\r\nContent-Length: 19\r\n\r\n404 page not found\n",
          "HTTP/1.1 302 Found\r\nLocation: /\r\nContent-Length: 5\r\n\r\nFound",
          "HTTP/1.1 302 Found\r\nLocation: /\r\n\r\n" + LONG,
          OK + "Content-Length: 30000\r\n\r\n" + LONG.substring(0, 5_000),
          OK + "Transfer-Encoding: chunked\r\n\r\n5\r\nhellozz\r\n",
          OK + "Content-Length: 5\r\n\r\nhello and more than was said",
          "HTTP/1.1 200",
          "+PONG\r\n",
          "");

  /** What is compared, by name; each in bytes or pieces, with how much more is still no growth. */
  private static final Map<String, Long> MAY_GROW =
      new TreeMap<>(
          Map.of(
              "heap after collection", 6L << 20,
              "direct buffers of the JDK", 1L << 20,
              "direct memory of Netty", 1L << 20,
              "buffers of Netty in no pool", 64L << 10,
              "native memory of the VM, other", 2L << 20,
              "resident memory", 64L << 20,
              "threads", 8L,
              "open files", 8L));

  private final HostileServer plain = new HostileServer(SteadyMemory::answer);
  private final HostileServer tls;
  private final Vertx vertx = Vertx.vertx();
  private final int http2;
  private final VertxProber prober = new VertxProber();

  SteadyMemory() throws IOException {
    tls = new HostileServer(TlsServers.socket("valid", "http/1.1", false), SteadyMemory::answer);
    http2 =
        vertx
            .createHttpServer(
                new HttpServerOptions()
                    .setSsl(true)
                    .setUseAlpn(true)
                    .setAlpnVersions(List.of(HttpVersion.HTTP_2))
                    .setKeyCertOptions(
                        new PfxOptions()
                            .setPath("src/test/resources/tls/valid.p12")
                            .setPassword("changeit")))
            .requestHandler(SteadyMemory::answer)
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .join()
            .actualPort();
  }

  public static void main(String[] args) throws IOException {
    int requests = args.length == 0 ? 100_000 : Integer.parseInt(args[0]);
    List<String> grown;
    try (SteadyMemory steady = new SteadyMemory()) {
      grown = steady.grownAfter(requests, true);
    }
    print(grown.isEmpty() ? "flat after " + requests + " requests" : "GROWN: " + grown);
    System.exit(grown.isEmpty() ? 0 : 1);
  }

  /** What holds more after so many requests than after the first tenth of them. */
  List<String> grownAfter(int requests, boolean verbose) {
    ask(requests / 10);
    Map<String, Long> before = held();
    ask(requests - requests / 10);
    Map<String, Long> after = held();
    List<String> grown = new ArrayList<>();
    before.forEach(
        (name, was) -> {
          long is = after.getOrDefault(name, 0L);
          String line = "%-32s %,14d -> %,14d".formatted(name, was, is);
          if (verbose) {
            print(line);
          }
          if (is - was > MAY_GROW.getOrDefault(name, 0L)) {
            grown.add(line.replaceAll(" +", " "));
          }
        });
    return grown;
  }

  private void ask(int requests) {
    for (int sent = 0; sent < requests; sent += AT_ONCE) {
      List<Ask> asks = new ArrayList<>();
      for (int i = sent; i < Math.min(requests, sent + AT_ONCE); i++) {
        asks.add(ask(i, i / 16));
      }
      List<Answered> answers = prober.answers(new Plan(asks, Duration.ofMinutes(2)));
      if (answers.size() != asks.size()) {
        throw new IllegalStateException("an answer is missing");
      }
    }
  }

  /** One in eight over TLS, and one in sixteen over HTTP/2. */
  private Ask ask(int number, int turn) {
    int port =
        switch (number % 16) {
          case 3, 11 -> tls.port();
          case 7 -> http2;
          default -> plain.port();
        };
    Scheme scheme = port == plain.port() ? Scheme.HTTP : Scheme.HTTPS;
    String path = "/" + (number + turn) % ANSWERS.size();
    return new Ask(
        new Ask.Purpose.Signature(port),
        RequestBuilder.plain(scheme, "127.0.0.1", port, path),
        PATIENT,
        Reading.AS_THE_KUBELET);
  }

  private static void answer(Connection connection) throws IOException {
    byte[] head = new byte[4096];
    int read = connection.socket().getInputStream().read(head);
    String line =
        read < 0 ? "" : new String(head, 0, read, java.nio.charset.StandardCharsets.US_ASCII);
    int end = line.indexOf(' ', 5);
    // Where a redirect leads, the first answer stands.
    String number = end > 5 ? line.substring(5, end) : "0";
    connection.send(ANSWERS.get(Integer.parseInt(number)));
  }

  private static void answer(HttpServerRequest request) {
    int number = request.path().length() == 1 ? 0 : Integer.parseInt(request.path().substring(1));
    switch (number % 5) {
      case 0 -> request.response().end("OK");
      case 1 -> request.response().setStatusCode(302).putHeader("Location", "/").end(LONG);
      case 2 -> request.response().setStatusCode(404).end("404 page not found\n");
      case 3 -> request.response().reset();
      default -> request.response().end(LONG);
    }
  }

  private Map<String, Long> held() {
    plain.awaitEveryConnectionOver();
    tls.awaitEveryConnectionOver();
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    Map<String, Long> held = new LinkedHashMap<>();
    Runtime runtime = Runtime.getRuntime();
    held.put("heap after collection", runtime.totalMemory() - runtime.freeMemory());
    held.put(
        "direct buffers of the JDK",
        ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
            .filter(pool -> pool.getName().equals("direct"))
            .mapToLong(BufferPoolMXBean::getMemoryUsed)
            .sum());
    held.put("direct memory of Netty", PlatformDependent.usedDirectMemory());
    held.put(
        "buffers of Netty in no pool",
        UnpooledByteBufAllocator.DEFAULT.metric().usedDirectMemory());
    held.put("threads", (long) ManagementFactory.getThreadMXBean().getThreadCount());
    if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system) {
      held.put("open files", system.getOpenFileDescriptorCount());
    }
    number("VmRSS:\\s+([0-9]+) kB", status())
        .ifPresent(kib -> held.put("resident memory", kib << 10));
    number("Other \\(reserved=[0-9]+KB, committed=([0-9]+)KB", nativeMemory())
        .ifPresent(kib -> held.put("native memory of the VM, other", kib << 10));
    return held;
  }

  private static java.util.Optional<Long> number(String regex, String text) {
    return java.util.regex.Pattern.compile(regex)
        .matcher(text)
        .results()
        .map(found -> Long.valueOf(found.group(1)))
        .findFirst();
  }

  private static String status() {
    try {
      return Files.readString(Path.of("/proc/self/status"));
    } catch (IOException noLinux) {
      return "";
    }
  }

  /** What the VM counts, where it was started to count it. */
  private static String nativeMemory() {
    try {
      return ManagementFactory.getPlatformMBeanServer()
          .invoke(
              new javax.management.ObjectName("com.sun.management:type=DiagnosticCommand"),
              "vmNativeMemory",
              new Object[] {new String[] {"summary"}},
              new String[] {String[].class.getName()})
          .toString();
    } catch (javax.management.JMException notThere) {
      return "";
    }
  }

  private static void print(String line) {
    System.out.println(line);
  }

  @Override
  public void close() throws IOException {
    prober.close();
    plain.close();
    tls.close();
    vertx.close().toCompletionStage().toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
  }
}
