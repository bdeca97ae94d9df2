package io.github.ksmprobe.charts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ksmprobe.contract.Contracts;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErasTest {

  @Test
  void eras_follow_one_another_without_overlap() {
    List<Era> eras = Eras.all();
    for (int i = 1; i < eras.size(); i++) {
      assertTrue(
          eras.get(i - 1).last().isBefore(eras.get(i).first()), eras.get(i).first().toString());
    }
  }

  @Test
  void images_never_go_back_and_are_releases_of_kube_state_metrics() {
    List<Era.Image> images = Eras.all().stream().flatMap(era -> era.images().stream()).toList();
    for (int i = 1; i < images.size(); i++) {
      assertTrue(images.get(i - 1).from().isBefore(images.get(i).from()), images.get(i).toString());
      assertFalse(
          images.get(i).version().isBefore(images.get(i - 1).version()), images.get(i).toString());
    }
    images.forEach(
        image -> assertTrue(Contracts.releases().contains(image.version()), image.toString()));
    Eras.all()
        .forEach(
            era ->
                era.images()
                    .forEach(image -> assertTrue(era.contains(image.from()), image.toString())));
  }

  @ParameterizedTest
  @CsvSource({
    "4.0.0, 2.2.0", "4.0.1, 2.2.0", "4.0.2, 2.2.4", "4.16.0, 2.5.0", "4.27.0, 2.7.0",
    "4.28.0, 2.7.0", "5.15.1, 2.10.0", "5.15.2, 2.10.1", "5.16.4, 2.10.1", "5.21.0, 2.12.0",
    "5.22.0, 2.13.0", "5.26.0, 2.13.0", "5.27.0, 2.14.0", "5.29.0, 2.14.0", "5.30.0, 2.15.0",
    "6.0.0, 2.15.0", "6.1.0, 2.16.0", "6.2.0, 2.17.0", "7.0.1, 2.17.0", "7.1.0, 2.18.0",
    "7.4.0, 2.19.0", "7.4.1, 2.19.1", "8.3.1, 2.19.1", "8.4.0, 2.20.0"
  })
  void a_release_brings_its_own_kube_state_metrics(String chart, String image) {
    ChartVersion version = ChartVersion.of(chart);
    assertEquals(image, Eras.of(version).orElseThrow().imageOf(version).number());
  }

  @ParameterizedTest
  @CsvSource({"4.16.1", "5.15.4", "5.28.2", "7.0.2", "3.9.9", "8.4.1"})
  void between_eras_and_outside_there_is_none(String chart) {
    assertTrue(Eras.of(ChartVersion.of(chart)).isEmpty());
  }
}
