package io.github.ksmprobe.policy;

import static io.github.ksmprobe.workload.Scheme.HTTP;
import static io.github.ksmprobe.workload.Scheme.HTTPS;

import io.github.ksmprobe.contract.Contracts;
import io.github.ksmprobe.contract.Endpoint;
import io.github.ksmprobe.contract.Listener;
import io.github.ksmprobe.workload.Container.Port;
import io.github.ksmprobe.workload.Handler;
import io.github.ksmprobe.workload.Handler.Exec;
import io.github.ksmprobe.workload.Handler.Grpc;
import io.github.ksmprobe.workload.Handler.HttpGet;
import io.github.ksmprobe.workload.Handler.PortRef;
import io.github.ksmprobe.workload.Handler.PortRef.Named;
import io.github.ksmprobe.workload.Handler.PortRef.Numbered;
import io.github.ksmprobe.workload.Handler.TcpSocket;
import io.github.ksmprobe.workload.Scheme;
import java.util.List;

/** What fails whatever version runs, a sample of each; each is the name of its sentence, in CEL. */
record Cases(Refusals sentences) {

  private static final Sample PLAIN = Sample.of(Contracts.newest());
  private static final String LOOPBACK = "127.0.0.1";
  private static final String NAME = "sample-port-name";
  private static final String PROGRAM = "/sample-program";
  private static final PortRef MAIN = new Numbered(Sample.MAIN);

  String notExecutable() {
    return named(PLAIN, new Exec(List.of(PROGRAM), List.of()), PROGRAM, "{program}");
  }

  String noGrpc() {
    return named(PLAIN, new Grpc(Sample.NOBODYS));
  }

  String nameDeclaredElsewhere() {
    Sample sample = PLAIN.beside(new Port(NAME, Sample.NOBODYS));
    return named(sample, get(new Named(NAME), HTTP, ""), NAME, "{name}");
  }

  String nameDeclaredNowhere() {
    return named(PLAIN, get(new Named(NAME), HTTP, ""), NAME, "{name}");
  }

  String hostOfHttpGet() {
    return named(PLAIN, get(MAIN, HTTP, LOOPBACK), LOOPBACK, "{host}");
  }

  String hostOfTcpSocket() {
    return named(PLAIN, new TcpSocket(MAIN, LOOPBACK), LOOPBACK, "{host}");
  }

  String nobodyListens() {
    return named(PLAIN, get(new Numbered(Sample.NOBODYS), HTTP, ""));
  }

  String onLoopback() {
    String flag =
        Contracts.KUBE_STATE_METRICS
            .opening(Listener.TELEMETRY)
            .flatMap(telemetry -> telemetry.hostFlag())
            .orElseThrow();
    return named(
        Sample.of(Contracts.newest(), "--" + flag + "=" + LOOPBACK),
        Sample.get(Endpoint.READYZ.path(), Sample.TELEMETRY),
        String.valueOf(Sample.TELEMETRY),
        "{port}");
  }

  String overTls() {
    return named(PLAIN, get(MAIN, HTTPS, ""), String.valueOf(Sample.MAIN), "{port}");
  }

  private static HttpGet get(PortRef port, Scheme scheme, String host) {
    return new HttpGet(Endpoint.LANDING_PAGE.path(), port, scheme, host, List.of());
  }

  private String named(Sample sample, Handler handler) {
    return named(sample, handler, Sample.CONTAINER, "{container}");
  }

  private String named(Sample sample, Handler handler, String shown, String word) {
    return Cel.text(sentences.of(sample.verdict(handler), shown, word));
  }
}
