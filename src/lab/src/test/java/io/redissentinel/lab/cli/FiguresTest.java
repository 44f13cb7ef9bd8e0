package io.redissentinel.lab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.redissentinel.lab.cli.Figures.Figure;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The table of the README. */
final class FiguresTest {
  private static Figure figure(int downAfter, double seconds, int lost, int failovers) {
    return new Figure("kill -9", downAfter, "careful", seconds, lost, failovers, 0);
  }

  @Test
  void runsOfOneFaultAreOneLine() {
    List<Figure> figures =
        List.of(
            figure(1000, 2, 0, 1),
            figure(5000, 8, 0, 1),
            figure(5000, 6, 10, 2),
            figure(5000, 6.5, 2, 1),
            figure(1000, 3, 0, 1));
    assertThat(Figures.table(figures).lines().skip(2))
        .containsExactly(
            "| kill -9 | 5000 ms | careful | 3 | 6.50 | 8.00 | 2 | 10 | 1, 2 |",
            "| kill -9 | 1000 ms | careful | 2 | 2.50 | 3.00 | 0 | 0 | 1 |");
  }
}
