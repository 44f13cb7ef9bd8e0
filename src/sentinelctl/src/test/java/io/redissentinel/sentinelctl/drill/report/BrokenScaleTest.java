package io.redissentinel.sentinelctl.drill.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class BrokenScaleTest {
  @Test
  void theQuietStretchIsShort() {
    // From -0.5 to 9 with quiet from 0.25 to 4.75: 90 pixels for it, 100 a second for the rest.
    BrokenScale scale = BrokenScale.of(-0.5, 9, 0, 5, 0, 590);
    assertThat(scale.broken()).isTrue();
    assertThat(scale.at(-0.5)).isEqualTo(0);
    assertThat(scale.at(0.25)).isCloseTo(75, within(1e-9));
    assertThat(scale.at(2.5)).isCloseTo(120, within(1e-9));
    assertThat(scale.at(4.75)).isCloseTo(165, within(1e-9));
    assertThat(scale.at(5.75)).isCloseTo(265, within(1e-9));
    assertThat(scale.at(100)).isCloseTo(590, within(1e-9));
    assertThat(scale.contains(9)).isTrue();
    assertThat(scale.contains(9.1)).isFalse();
    assertThat(scale.ticks(10)).contains(0.0, 5.0).doesNotContain(2.0, 3.0).isSorted();
  }

  @Test
  void aShortQuietStretchIsLeftAlone() {
    BrokenScale scale = BrokenScale.of(-1, 9, 0, 1, 0, 100);
    assertThat(scale.broken()).isFalse();
    assertThat(scale.at(4)).isEqualTo(50);
    assertThat(scale.ticks(10)).hasSize(11);
  }
}
