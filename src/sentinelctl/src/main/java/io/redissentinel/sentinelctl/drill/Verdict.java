package io.redissentinel.sentinelctl.drill;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Whether the cluster has done what it should.
 *
 * @param passed whether it has
 * @param reasons why not, each a sentence with its numbers
 */
public record Verdict(boolean passed, List<String> reasons) {
  /** Judges. */
  public static Verdict of(Figures figures, Plan plan) {
    List<String> reasons = new ArrayList<>();
    if (figures.newMaster().isEmpty()) {
      reasons.add("no sentinel has named a new master");
    }
    double target = plan.target().toMillis() / 1e3;
    figures
        .withoutWrites()
        .filter(gap -> gap.seconds() > target)
        .ifPresent(
            gap ->
                reasons.add(
                    say(
                        "%.1f s without writes, the target is %.1f s (the client on %s)",
                        gap.seconds(), target, gap.writer())));
    if (figures.lost().isEmpty()) {
      reasons.add("no master could be asked at the end which writes are lost");
    } else if (figures.lostInexcusably().getAsLong() > 0) {
      reasons.add(lost(figures, plan));
    }
    if (figures.back().isEmpty()) {
      reasons.add(
          say(
              "not all nodes were healthy members again within %d s",
              plan.hold().plus(plan.settle()).toSeconds()));
    }
    return new Verdict(reasons.isEmpty(), List.copyOf(reasons));
  }

  private static String lost(Figures figures, Plan plan) {
    String text =
        say(
            "%d of %d acknowledged writes are lost",
            figures.lostInexcusably().getAsLong(), figures.acknowledged());
    if (plan.fault() == FaultKind.FAILOVER && plan.client() == Client.stays) {
      return text
          + ": after a plain SENTINEL FAILOVER the old master goes on acknowledging to clients that stay"
          + " connected, until its replicas have left it (--client follows shows clients that listen)";
    }
    if (plan.fault() == FaultKind.CUT) {
      return text
          + plan.rules()
              .maxLag()
              .map(
                  lag ->
                      say(
                          " after more than min-replicas-max-lag (%d s), which should have stopped the"
                              + " master that is cut off",
                          lag.toSeconds()))
              .orElse(": min-replicas-to-write is off, so nothing stops a master that is cut off");
    }
    return text;
  }

  private static String say(String form, Object... values) {
    return String.format(Locale.ROOT, form, values);
  }
}
