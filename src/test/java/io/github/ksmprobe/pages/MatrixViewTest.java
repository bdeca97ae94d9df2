package io.github.ksmprobe.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.ksmprobe.components.ComponentFiles;
import io.github.ksmprobe.contract.Component;
import io.github.ksmprobe.diagnosis.RunningVersion;
import io.github.ksmprobe.judgement.Judge;
import io.github.ksmprobe.pages.MatrixView.Column;
import io.github.ksmprobe.workload.Container;
import io.github.ksmprobe.workload.KsmPod;
import io.github.ksmprobe.workload.Pod;
import io.github.ksmprobe.workload.Workload;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MatrixViewTest {

  @Test
  void the_ports_of_another_component_are_told_apart_by_what_moves_them() {
    Component manager =
        ComponentFiles.read("src/test/resources/strangers/manager.yaml").getFirst().component();
    Container container =
        new Container(
            "c", "gadget-operator:v1.0.0", List.of(), List.of(), List.of(), List.of(), List.of());
    Pod pod = new Pod(false, "10.0.0.7", List.of(container));
    KsmPod judged =
        KsmPod.of(new Workload("test", "Pod", "", "p", Map.of(), pod), manager).orElseThrow();
    assertEquals(
        List.of(
            new Column("main", "port 8443", "moved by --metrics-bind-address"),
            new Column("telemetry", "port 8081", "moved by --health-probe-bind-address")),
        MatrixView.of(Judge.predicted(judged, RunningVersion.ofImage(judged))).columns());
  }
}
