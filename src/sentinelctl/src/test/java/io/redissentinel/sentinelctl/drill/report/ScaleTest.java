package io.redissentinel.sentinelctl.drill.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ScaleTest {
  private final Scale scale = new Scale(-1, 9, 100, 200);

  @Test
  void valuesAreInProportionAndStayInside() {
    assertThat(scale.at(-1)).isEqualTo(100);
    assertThat(scale.at(4)).isEqualTo(150);
    assertThat(scale.at(99)).isEqualTo(200);
    assertThat(scale.contains(9)).isTrue();
    assertThat(scale.contains(9.1)).isFalse();
  }

  @Test
  void itCanRunDownwards() {
    assertThat(new Scale(0, 10, 200, 100).at(2)).isEqualTo(180);
  }

  @Test
  void ticksAreRound() {
    assertThat(scale.ticks(10))
        .containsExactly(-1.0, 0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0);
    assertThat(scale.ticks(5)).containsExactly(0.0, 2.0, 4.0, 6.0, 8.0);
    assertThat(new Scale(-3, 200, 0, 1).ticks(14)).startsWith(0.0, 20.0).hasSize(11);
  }
}
