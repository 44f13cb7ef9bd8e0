package io.redissentinel.sentinelctl.cli;

import io.redissentinel.sentinelctl.CtlException;
import io.redissentinel.sentinelctl.roll.NextStep;
import io.redissentinel.sentinelctl.roll.Roll;
import io.redissentinel.sentinelctl.roll.RollWork;
import io.redissentinel.sentinelctl.stack.PendingChange;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sentinelctl roll}. */
@Command(
    name = "roll",
    mixinStandardHelpOptions = true,
    header = "Brings out what the stack holds back, with no outage.",
    description = {
      "Brings out what the stack holds back (its output `pending`), with no outage: replicas first, one at a"
          + " time, each replaced by Pulumi and in sync again before the next; then a planned failover that"
          + " loses nothing; then the old master. Before each update its preview has to touch that node only.",
      "",
      "Stops at the first doubt. Run it again to go on: what is done is not done again."
    })
final class RollCommand implements Callable<Integer> {
  @Mixin private Target target;

  @Mixin private Confirmation confirmation;

  @Option(
      names = "--dry-run",
      description = "Prints the plan, has Pulumi preview its first step, and changes nothing.")
  private boolean dryRun;

  @Option(
      names = "--node-timeout",
      paramLabel = "TIME",
      converter = Seconds.class,
      defaultValue = "30m",
      description =
          "How long a node may take to be a member again after it was replaced; it may compile Redis (default:"
              + " ${DEFAULT-VALUE}).")
  private Duration nodeTimeout = Duration.ofMinutes(30);

  @Override
  public Integer call() {
    Progress progress = new Progress(System.err);
    try (Cluster cluster = target.open(progress)) {
      List<PendingChange> pending = cluster.outputs().pending();
      if (pending.isEmpty()) {
        System.out.println("nothing is pending: every node runs with what the stack says");
        return 0;
      }
      pending.forEach(change -> progress.say("pending: " + change));
      if (pending.stream().anyMatch(change -> change.what().equals("password"))) {
        progress.say(
            "the password is not rolled out by replacing nodes: `sentinelctl rotate-password --from-config` does it");
      }
      RollWork work =
          new RollWork(
              cluster.stack(),
              cluster.outputs(),
              cluster.shells(),
              cluster.timeout(),
              progress::step);
      Roll roll = new Roll(work, nodeTimeout);
      StepInterruption interruption =
          new StepInterruption(
              cluster.stack(), roll::stop, work::clearRollout, "sentinelctl roll", progress);
      try {
        return dryRun ? plan(roll) : run(roll, progress);
      } finally {
        interruption.close();
      }
    }
  }

  private static int plan(Roll roll) {
    List<NextStep> plan = roll.dryRun();
    for (int i = 0; i < plan.size(); i++) {
      System.out.printf("%d. %s%n", i + 1, plan.get(i));
    }
    if (plan.isEmpty()) {
      System.out.println("nothing that replacing a node would bring out");
    }
    return 0;
  }

  private int run(Roll roll, Progress progress) {
    confirmation.ask("Replace nodes one at a time?");
    try {
      Roll.Outcome outcome = roll.run();
      System.out.printf("replaced: %s%n", String.join(", ", outcome.replaced()));
      outcome.handovers().forEach(System.out::println);
      return 0;
    } catch (CtlException e) {
      progress.say(
          "stopped; the rollout is out of the configuration again. When the reason is gone, `sentinelctl roll` goes on from here");
      throw e;
    }
  }
}
