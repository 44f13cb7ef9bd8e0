package io.redissentinel.sentinelctl.drill.report;

import io.redissentinel.sentinelctl.drill.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A part of a failover.
 *
 * @param name what it is called, which is its class in the page too
 * @param from when it began, in seconds since the fault
 */
record Phase(String name, double from, double to) {
  double seconds() {
    return to - from;
  }

  /** Those that were measured, in their order, one behind the other. */
  static List<Phase> of(Figures figures) {
    List<Phase> phases = new ArrayList<>();
    double at = 0;
    at = add(phases, "detection", at, figures.detection());
    at = add(phases, "election", at, figures.election());
    at = add(phases, "promotion", at, figures.promotion());
    OptionalDouble write = figures.firstWrite();
    if (write.isPresent() && write.getAsDouble() > at) {
      phases.add(new Phase("write", at, write.getAsDouble()));
    }
    return phases;
  }

  private static double add(List<Phase> phases, String name, double at, OptionalDouble seconds) {
    if (seconds.isEmpty()) {
      return at;
    }
    phases.add(new Phase(name, at, at + seconds.getAsDouble()));
    return at + seconds.getAsDouble();
  }
}
