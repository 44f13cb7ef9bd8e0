package io.redissentinel.sentinelctl.cli;

import io.redissentinel.sentinelctl.CtlException;
import io.redissentinel.sentinelctl.drill.FaultKind;
import io.redissentinel.sentinelctl.drill.Plan;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** What a drill costs, and whether that is wanted. */
final class DrillConsent {
  /** A line of an answer to a question; empty where there is no terminal to ask on. */
  interface Terminal extends Function<String, Optional<String>> {}

  private DrillConsent() {}

  /** The person in front of it, if there is one. */
  static Terminal terminal() {
    return question ->
        Optional.ofNullable(System.console())
            .map(console -> Optional.ofNullable(console.readLine("%s", question)).orElse(""));
  }

  /** What it costs, a sentence each line. */
  static String cost(Plan plan, String stack, boolean precious) {
    StringBuilder text = new StringBuilder();
    if (precious) {
      text.append(
          "stack %s is protected, or production: this drill is not free.%n".formatted(stack));
    }
    text.append(
        String.format(
            Locale.ROOT,
            "%s: %s. Clients will be without writes for about %.0f s, and the cluster without a spare until"
                + " the node is back.%n",
            plan.victim(),
            plan.fault().what(),
            plan.target().toMillis() / 1e3));
    if (precious) {
      text.append(losses(plan)).append(System.lineSeparator());
      text.append(
              "The drill writes about %d small keys a second of its own, and deletes them."
                  .formatted(2 * 1000 / Plan.WRITE_PERIOD.toMillis()))
          .append(System.lineSeparator());
    }
    return text.toString();
  }

  private static String losses(Plan plan) {
    if (plan.fault() == FaultKind.FAILOVER) {
      return "Clients that stay connected to the old master lose what they write there behind the"
          + " failover: for a second, or up to ten where min-replicas-to-write is off.";
    }
    if (plan.fault() == FaultKind.CUT) {
      return plan.rules()
          .maxLag()
          .map(
              lag ->
                  "Clients that still reach the master that is cut off lose what they write in about %d s."
                      .formatted(lag.toSeconds()))
          .orElse(
              "Clients that still reach the master that is cut off lose all they write there: min-replicas-to-write is off.");
    }
    return "Replication is asynchronous: writes of the last moments before the fault can be lost.";
  }

  /**
   * Asks, unless yes was said on the command line.
   *
   * @param precious whether the stack's name has to be typed, and not only yes
   * @throws CtlException if it is not wanted, or nobody is there to say so
   */
  static void ask(boolean yes, boolean precious, String stack, Terminal terminal) {
    if (yes) {
      return;
    }
    String wanted = precious ? stack : "yes";
    String answer =
        terminal
            .apply("Type %s to go on: ".formatted(wanted))
            .orElseThrow(
                () ->
                    CtlException.usage(
                        "there is no terminal to ask on: say --yes to break this cluster for a while"));
    if (!answer.strip().equals(wanted)) {
      throw CtlException.failed("not confirmed, nothing was done");
    }
  }
}
