package io.redissentinel.sentinelctl.drill.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class LabelsTest {
  @Test
  void eachTakesTheFirstLineWithRoom() {
    Labels labels = new Labels(2);
    assertThat(labels.place(0, 50)).hasValue(0);
    assertThat(labels.place(100, 50)).hasValue(0);
    assertThat(labels.place(40, 50)).hasValue(1);
    assertThat(labels.place(30, 30)).isEmpty();
    // Between two on the first line, but for the gap that it needs.
    assertThat(labels.place(56, 39)).isEmpty();
    assertThat(labels.place(200, 500)).hasValue(0);
  }
}
