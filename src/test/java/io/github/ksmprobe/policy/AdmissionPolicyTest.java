package io.github.ksmprobe.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.github.ksmprobe.InProcess;
import io.github.ksmprobe.contract.Contract;
import io.github.ksmprobe.contract.Contracts;
import io.github.ksmprobe.diagnosis.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is printed; that an API server does with it what it should, PolicyScenario shows. */
class AdmissionPolicyTest {

  private static final Path GOLDEN = Path.of("src/test/resources/policy/policy.yaml");
  private static final String PRINTED = InProcess.run("policy").out();

  @Test
  void reads_as_written_down() throws IOException {
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(GOLDEN, PRINTED);
      fail("rewritten: " + GOLDEN);
    }
    assertEquals(
        Files.readString(GOLDEN),
        PRINTED,
        "if it is better now, -Dgolden.update=true rewrites it, and make e2e ONLY=Policy tries it");
  }

  @ParameterizedTest
  @EnumSource
  void each_reason_is_refused_or_it_is_said_why_not(Reason reason) {
    assertEquals(
        Limit.unseen(reason).isEmpty(),
        PRINTED.contains("\"" + reason.label() + "\": \"" + reason.label() + ": "),
        reason.label());
  }

  @Test
  void knows_each_contract_of_the_table() {
    for (Contract contract : Contracts.all()) {
      assertTrue(PRINTED.contains("\"" + contract.since() + "\": {"), contract.since().toString());
    }
  }

  @ParameterizedTest
  @EnumSource
  void only_the_binding_says_what_becomes_of_it(ValidationAction action) {
    String printed = InProcess.run("policy", "--action=" + action).out();
    assertEquals(
        PRINTED.replace("[Deny]", "[" + action.kubernetes() + "]"), printed, action.toString());
  }

  @Test
  void both_objects_have_the_name_that_is_given() {
    String printed = InProcess.run("policy", "--name=probes.example").out();
    assertEquals(PRINTED.replace(AdmissionPolicy.DEFAULT_NAME, "probes.example"), printed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Probes", "a b", "-a", "a\n", "$(x)"})
  void a_name_that_no_object_can_have_is_refused(String name) {
    InProcess.Ran ran = InProcess.run("policy", "--name=" + name);
    assertEquals(2, ran.exitCode());
    assertEquals("", ran.out());
    assertTrue(ran.err().contains("is no name of an object"), ran.err());
  }
}
