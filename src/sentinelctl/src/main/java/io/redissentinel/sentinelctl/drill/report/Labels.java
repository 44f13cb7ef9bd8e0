package io.redissentinel.sentinelctl.drill.report;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Finds room for labels on a few lines, so that none covers another. */
final class Labels {
  private static final double GAP = 6;

  private final List<List<double[]>> lines = new ArrayList<>();

  Labels(int count) {
    for (int i = 0; i < count; i++) {
      lines.add(new ArrayList<>());
    }
  }

  /** The first line with room from x on for this width; takes it. Empty if all are full there. */
  OptionalInt place(double x, double width) {
    for (int i = 0; i < lines.size(); i++) {
      boolean free =
          lines.get(i).stream()
              .allMatch(taken -> x + width + GAP <= taken[0] || x >= taken[1] + GAP);
      if (free) {
        lines.get(i).add(new double[] {x, x + width});
        return OptionalInt.of(i);
      }
    }
    return OptionalInt.empty();
  }
}
