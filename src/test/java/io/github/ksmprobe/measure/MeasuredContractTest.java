package io.github.ksmprobe.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ksmprobe.contract.Contracts;
import java.io.IOException;
import java.nio.file.Files;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Holds the model to what real builds answered, in every situation that was measured. */
class MeasuredContractTest {

  @TestFactory
  Stream<DynamicTest> the_model_answers_as_the_release_did() throws IOException {
    return Recording.measured().stream()
        .map(
            release ->
                DynamicTest.dynamicTest(
                    release.toString(),
                    () ->
                        assertEquals(
                            Files.readString(Recording.file(release)),
                            Modelled.recording(release).text())));
  }

  /** Whoever adds a release runs it first. */
  @Test
  void the_newest_release_of_the_table_was_measured() throws IOException {
    assertTrue(
        Recording.measured().contains(Contracts.newest()),
        () -> "run tools/measure " + Contracts.newest().number());
  }
}
