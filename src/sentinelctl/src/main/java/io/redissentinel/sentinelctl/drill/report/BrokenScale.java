package io.redissentinel.sentinelctl.drill.report;

import java.util.List;

/**
 * A scale that makes a stretch in which nothing happens short, for the sake of the rest.
 *
 * @param parts one behind the other; a broken scale has three, the middle one short
 */
record BrokenScale(List<Scale> parts) {
  /** What a short stretch takes of the drawing. */
  private static final double SHORT = 90;

  /** Shorter ones are not worth a break. */
  private static final double WORTH = 2;

  /** Of a quiet stretch only the inside is made short. */
  private static final double MARGIN = 0.25;

  /**
   * A scale.
   *
   * @param quietFrom where nothing happens any more
   * @param quietTo where something happens again
   */
  static BrokenScale of(
      double from, double to, double quietFrom, double quietTo, double start, double end) {
    double shortFrom = quietFrom + MARGIN;
    double shortTo = quietTo - MARGIN;
    if (shortTo - shortFrom < WORTH || shortTo > to) {
      return new BrokenScale(List.of(new Scale(from, to, start, end)));
    }
    double rest = (shortFrom - from) + (to - shortTo);
    double perSecond = (end - start - SHORT) / rest;
    double left = start + (shortFrom - from) * perSecond;
    return new BrokenScale(
        List.of(
            new Scale(from, shortFrom, start, left),
            new Scale(shortFrom, shortTo, left, left + SHORT),
            new Scale(shortTo, to, left + SHORT, end)));
  }

  double at(double value) {
    return parts.stream()
        .filter(part -> value <= part.to())
        .findFirst()
        .orElse(parts.get(parts.size() - 1))
        .at(value);
  }

  boolean contains(double value) {
    return value >= parts.get(0).from() && value <= parts.get(parts.size() - 1).to();
  }

  boolean broken() {
    return parts.size() > 1;
  }

  /** The short stretch. */
  Scale shortened() {
    return parts.get(1);
  }

  /** Round values outside the short stretch, about as many as given. */
  List<Double> ticks(int about) {
    if (!broken()) {
      return parts.get(0).ticks(about);
    }
    Scale first = parts.get(0);
    Scale last = parts.get(2);
    double width = last.end() - first.start();
    return List.of(first, last).stream()
        .flatMap(
            part ->
                part
                    .ticks(Math.max(1, (int) (about * (part.end() - part.start()) / width)))
                    .stream())
        .toList();
  }
}
