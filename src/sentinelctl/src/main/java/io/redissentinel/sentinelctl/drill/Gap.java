package io.redissentinel.sentinelctl.drill;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A time in which a writer got no acknowledgement.
 *
 * @param writer whose
 * @param from its last acknowledgement before, in seconds since the fault
 * @param to the next one, or the end of the load
 */
public record Gap(String writer, double from, double to) {
  /** Shorter ones are not worth a word. */
  static final double NOTABLE = 0.25;

  public double seconds() {
    return to - from;
  }

  /** Those of a writer that end after the fault, the end of the load being an acknowledgement. */
  public static List<Gap> of(String writer, History history) {
    List<Double> acknowledged =
        new ArrayList<>(
            history.writes().stream()
                .filter(write -> write.writer().equals(writer) && write.acknowledged())
                .map(Write::answered)
                .sorted()
                .toList());
    acknowledged.add(Math.max(history.end(), last(acknowledged, history.begin())));
    List<Gap> gaps = new ArrayList<>();
    double previous = history.begin();
    for (double at : acknowledged) {
      if (at > 0) {
        gaps.add(new Gap(writer, previous, at));
      }
      previous = at;
    }
    return gaps;
  }

  /** The longest of the writers that are on the right side. */
  static Optional<Gap> longest(History history) {
    return all(history).stream().max(Comparator.comparingDouble(Gap::seconds));
  }

  /** Those of the writers that are on the right side. */
  static List<Gap> all(History history) {
    return history.writes().stream()
        .map(Write::writer)
        .distinct()
        .filter(writer -> !history.isolated().contains(writer))
        .flatMap(writer -> of(writer, history).stream())
        .toList();
  }

  /** Those that a client notices. */
  public static List<Gap> notable(History history) {
    return all(history).stream().filter(gap -> gap.seconds() >= NOTABLE).toList();
  }

  private static double last(List<Double> values, double none) {
    return values.isEmpty() ? none : values.get(values.size() - 1);
  }
}
