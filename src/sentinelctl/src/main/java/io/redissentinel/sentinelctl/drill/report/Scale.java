package io.redissentinel.sentinelctl.drill.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Values as places on a drawing.
 *
 * @param from the value at {@code start}
 * @param to the value at {@code end}
 */
record Scale(double from, double to, double start, double end) {
  private static final double[] STEPS = {0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 30, 60, 120, 300, 600};

  /** Where a value is; one beyond the scale is at its end. */
  double at(double value) {
    double inside = Math.max(from, Math.min(to, value));
    return start + (inside - from) / (to - from) * (end - start);
  }

  boolean contains(double value) {
    return value >= from && value <= to;
  }

  /** Round values, about as many as given. */
  List<Double> ticks(int about) {
    double step = STEPS[STEPS.length - 1];
    for (double candidate : STEPS) {
      if ((to - from) / candidate <= about) {
        step = candidate;
        break;
      }
    }
    List<Double> ticks = new ArrayList<>();
    for (long i = (long) Math.ceil(from / step); i * step <= to; i++) {
      ticks.add(i * step);
    }
    return ticks;
  }
}
