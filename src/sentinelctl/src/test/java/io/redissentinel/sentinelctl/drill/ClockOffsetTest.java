package io.redissentinel.sentinelctl.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class ClockOffsetTest {
  private final ClockOffset clock = new ClockOffset();

  @Test
  void theQuickestAnswerCountsAndIsOfTheMiddleOfItsRoundTrip() {
    clock.asked("0", 100);
    clock.answered("0", 160.9, 101);
    clock.asked("1", 102);
    clock.answered("1", 162.01, 102.02);
    clock.asked("2", 103);
    clock.answered("2", 163.4, 103.5);
    assertThat(clock.seconds()).isCloseTo(60, within(1e-6));
    assertThat(clock.roundTrip()).isCloseTo(0.02, within(1e-6));
    assertThat(clock.here(200)).isCloseTo(140, within(1e-6));
  }

  @Test
  void answersCanComeInAnyOrder() {
    clock.asked("0", 100);
    clock.asked("1", 100.1);
    clock.answered("1", 50.15, 100.2);
    clock.answered("0", 50.15, 100.3);
    assertThat(clock.seconds()).isCloseTo(-50, within(1e-6));
  }

  @Test
  void whatWasNotAskedSaysNothing() {
    clock.answered("7", 1, 2);
    assertThat(clock.known()).isFalse();
  }
}
