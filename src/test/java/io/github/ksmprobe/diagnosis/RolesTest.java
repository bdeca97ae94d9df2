package io.github.ksmprobe.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.ksmprobe.components.ComponentFile;
import io.github.ksmprobe.configfile.SettingsFile;
import io.github.ksmprobe.contract.Component;
import io.github.ksmprobe.contract.Contract;
import io.github.ksmprobe.contract.Contracts;
import io.github.ksmprobe.contract.Listener;
import io.github.ksmprobe.evidence.Answer.Response;
import io.github.ksmprobe.evidence.Answered;
import io.github.ksmprobe.evidence.Ask;
import io.github.ksmprobe.evidence.Ask.Purpose.Cell;
import io.github.ksmprobe.evidence.Ask.Reading;
import io.github.ksmprobe.evidence.Body;
import io.github.ksmprobe.evidence.Via;
import io.github.ksmprobe.golang.Headers;
import io.github.ksmprobe.kubelet.RequestBuilder;
import io.github.ksmprobe.workload.Scheme;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RolesTest {

  private static final Component GADGET =
      ComponentFile.read(
              new SettingsFile(
                  "gadget.yaml",
                  """
                  component: gadget
                  images: [gadget]
                  listener: {address: ":8080"}
                  telemetry: {address: ":8081"}
                  landing_page: {title: Gadget}
                  versions:
                    - since: 1.0.0
                      unknown: landing_page
                      known_by: its source
                      paths: {/metrics: metrics}
                      telemetry: {/healthz: {health: ok}}
                  """))
          .component();

  @Test
  void a_page_that_one_port_alone_has_tells_which_it_is() {
    assertEquals(true, swapped(Contracts.KUBE_STATE_METRICS, Listener.MAIN));
  }

  @Test
  void a_page_that_both_ports_have_tells_nothing() {
    assertEquals(false, swapped(GADGET, Listener.MAIN));
  }

  /** Whether it is taken for swapped where the telemetry port alone answers, with that page. */
  private static boolean swapped(Component component, Listener page) {
    Contract contract = component.contracts().getFirst();
    Response response =
        new Response(
            200,
            new Headers(List.of(new Headers.Line("Content-Type", "text/html"))),
            Body.complete(contract.landingPage(page).html(contract.since())),
            List.of(),
            Duration.ZERO);
    Ask ask =
        new Ask(
            new Cell(Listener.TELEMETRY, "/", Via.POD_IP),
            RequestBuilder.plain(Scheme.HTTP, "10.0.0.7", 8081, "/"),
            Duration.ZERO,
            Reading.AS_THE_KUBELET);
    return Roles.areSwapped(component, List.of(new Answered(ask, response)));
  }
}
