package io.redissentinel.lab.workload;

import java.util.List;
import java.util.Locale;

/**
 * What became of a run's writes. Times are seconds after the fault.
 *
 * @param acknowledged how many writes were acknowledged
 * @param failed how many were not
 * @param lost when those were acknowledged that the master no longer has, in order
 * @param lostLast how many of these were their writer's last ones before an outage: a master
 *     answers its clients and then feeds its replicas, so what it answered in the moment in which
 *     it died is nowhere else, at most one write of each writer
 * @param gap the longest time without any acknowledged write
 * @param gapBegin when that began
 * @param twoMasters the longest time in which two nodes took writes
 */
public record Verdict(
    int acknowledged,
    int failed,
    List<Double> lost,
    int lostLast,
    double gap,
    double gapBegin,
    double twoMasters) {

  /** When the last one was acknowledged that is lost; negative infinity if none is. */
  public double lastLost() {
    return lost.isEmpty() ? Double.NEGATIVE_INFINITY : lost.get(lost.size() - 1);
  }

  /** When the first one was acknowledged that is lost; infinity if none is. */
  public double firstLost() {
    return lost.isEmpty() ? Double.POSITIVE_INFINITY : lost.get(0);
  }

  @Override
  public String toString() {
    String losses =
        lost.isEmpty()
            ? "none lost"
            : "%d lost (%d as the master died), acknowledged %.2f to %.2f s after the fault"
                .formatted(lost.size(), lostLast, firstLost(), lastLost());
    return String.format(
        Locale.ROOT,
        "%d writes acknowledged, %d failed, %s; %.2f s without writes from %.2f s on; two nodes took"
            + " writes for %.2f s",
        acknowledged,
        failed,
        losses,
        gap,
        gapBegin,
        twoMasters);
  }
}
