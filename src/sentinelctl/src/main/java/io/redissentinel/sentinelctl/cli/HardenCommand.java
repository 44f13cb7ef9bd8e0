package io.redissentinel.sentinelctl.cli;

import io.redissentinel.sentinelctl.handover.HandoverResult;
import io.redissentinel.sentinelctl.harden.Harden;
import io.redissentinel.sentinelctl.harden.HardenWork;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sentinelctl harden}. */
@Command(
    name = "harden",
    mixinStandardHelpOptions = true,
    header = "Disables dangerous commands, or gives them back.",
    description = {
      "Disables DEBUG, FLUSHALL, FLUSHDB, and what is given, on all nodes, and has the stack remember it:"
          + " replicas first, one at a time, then a planned failover, then the old master; then a planned failover"
          + " back, which proves that hardened nodes fail over. What failover needs is refused.",
      "",
      "Stops at the first doubt. Run it again to go on: what is done is not done again."
    })
final class HardenCommand implements Callable<Integer> {
  @Mixin private Target target;

  @Mixin private Confirmation confirmation;

  @Option(names = "--undo", description = "Gives all of them back, in the same order.")
  private boolean undo;

  @Option(names = "--dry-run", description = "Prints the plan, and changes nothing.")
  private boolean dryRun;

  @Option(
      names = "--node-timeout",
      paramLabel = "TIME",
      converter = Seconds.class,
      defaultValue = "30m",
      description =
          "How long a node may take to write its append-only file anew, restart and be in sync (default:"
              + " ${DEFAULT-VALUE}).")
  private Duration nodeTimeout = Duration.ofMinutes(30);

  @Parameters(paramLabel = "COMMAND", description = "Further commands, such as KEYS.")
  private List<String> commands = List.of();

  @Override
  public Integer call() {
    Progress progress = new Progress(System.err);
    try (Cluster cluster = target.open(progress)) {
      HardenWork work =
          new HardenWork(
              cluster.stack(),
              cluster.outputs(),
              cluster.shells(),
              cluster.timeout(),
              nodeTimeout,
              progress::step);
      List<String> wanted = undo ? List.of() : Harden.wanted(commands, work.configured());
      Harden harden = new Harden(work, nodeTimeout);
      if (dryRun) {
        harden.plan(wanted).forEach(System.out::println);
        return 0;
      }
      confirmation.ask(
          undo
              ? "Restart all servers one at a time, with all commands?"
              : "Restart all servers one at a time, without %s?"
                  .formatted(String.join(", ", wanted)));
      StepInterruption interruption =
          new StepInterruption(
              cluster.stack(), harden::stop, () -> {}, "sentinelctl harden", progress);
      try {
        return report(wanted, harden.run(wanted));
      } finally {
        interruption.close();
      }
    }
  }

  private static int report(List<String> wanted, List<HandoverResult> handovers) {
    handovers.forEach(System.out::println);
    System.out.println(
        wanted.isEmpty()
            ? "every node knows all commands"
            : "disabled on every node: " + String.join(", ", wanted));
    return 0;
  }
}
