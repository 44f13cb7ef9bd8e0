package io.redissentinel.lab.workload;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Judges a history: pure, so that it can be tried on histories that were made up. */
public final class Checker {
  /** No failover is shorter, and no pause of a writer without one is as long. */
  private static final long OUTAGE_MICROS = 1_000_000;

  private Checker() {}

  /**
   * Judges.
   *
   * @param missing the keys of acknowledged writes that the master does not have
   * @param faultMicros when the fault began
   */
  public static Verdict judge(History history, Set<String> missing, long faultMicros) {
    List<Write> acknowledged =
        history.writes().stream()
            .filter(Write::acknowledged)
            .sorted(Comparator.comparingLong(Write::endedMicros))
            .toList();
    List<Write> lost =
        acknowledged.stream().filter(write -> missing.contains(write.key(history.run()))).toList();
    Span gap = longestGap(acknowledged, history.writes());
    return new Verdict(
        acknowledged.size(),
        history.writes().size() - acknowledged.size(),
        lost.stream().map(write -> seconds(write.endedMicros() - faultMicros)).toList(),
        (int) lost.stream().filter(write -> isLastBeforeOutage(write, acknowledged)).count(),
        seconds(gap.end - gap.begin),
        seconds(gap.begin - faultMicros),
        seconds(longestWithTwoMasters(history.views())));
  }

  private static boolean isLastBeforeOutage(Write write, List<Write> acknowledged) {
    return acknowledged.stream()
        .filter(other -> other.writer() == write.writer())
        .mapToLong(Write::endedMicros)
        .noneMatch(
            ended -> ended > write.endedMicros() && ended < write.endedMicros() + OUTAGE_MICROS);
  }

  private record Span(long begin, long end) {}

  /** From the first acknowledgement to the end of the last attempt. */
  private static Span longestGap(List<Write> acknowledged, List<Write> all) {
    List<Long> moments = new ArrayList<>(acknowledged.stream().map(Write::endedMicros).toList());
    all.stream().mapToLong(Write::endedMicros).max().ifPresent(moments::add);
    Span longest = new Span(0, 0);
    for (int i = 1; i < moments.size(); i++) {
      if (moments.get(i) - moments.get(i - 1) > longest.end - longest.begin) {
        longest = new Span(moments.get(i - 1), moments.get(i));
      }
    }
    return longest;
  }

  private static long longestWithTwoMasters(List<View> views) {
    Set<String> masters = new HashSet<>();
    long since = 0;
    long longest = 0;
    for (View view : views.stream().sorted(Comparator.comparingLong(View::micros)).toList()) {
      boolean before = masters.size() > 1;
      if (view.takesWrites()) {
        masters.add(view.host());
      } else {
        masters.remove(view.host());
      }
      if (!before && masters.size() > 1) {
        since = view.micros();
      }
      if (before) {
        longest = Math.max(longest, view.micros() - since);
      }
    }
    return longest;
  }

  private static double seconds(long micros) {
    return micros / 1e6;
  }
}
