package io.redissentinel.lab.cli;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code bin/lab up}. */
@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    header = "Brings the lab and the stack up.",
    description =
        "Starts the lab, runs `pulumi up` of the stack `local` in it, and waits until the quorum is "
            + "healthy. A second run finds what is there and goes on from it.")
final class UpCommand implements Callable<Integer> {
  private static final Duration HEALTHY_WITHIN = Duration.ofSeconds(90);

  @Mixin private Startup startup;

  @Override
  public Integer call() {
    Lab lab = Lab.fromEnvironment();
    Session session = startup.start(lab);
    List<String> command = List.of("up", "--yes", "--skip-preview");
    int code =
        Terminal.timed(
            "pulumi up",
            () ->
                session
                    .engine()
                    .run(session.project(), session.choices().configuration(), command));
    if (code != 0) {
      Terminal.say(
          "pulumi up failed, see above; what was made is still there: bin/lab logs NODE shows why,"
              + " bin/lab up tries again, bin/lab down removes it");
      return ExitCode.FAILED;
    }
    return report(Terminal.timed("quorum", () -> awaitHealthy(session)));
  }

  private static ClusterStatus awaitHealthy(Session session) {
    long limit = System.nanoTime() + HEALTHY_WITHIN.toNanos();
    ClusterStatus status = session.status(Project.CLUSTER);
    while (!status.healthy() && System.nanoTime() < limit) {
      pause();
      status = session.status(Project.CLUSTER);
    }
    return status;
  }

  private static int report(ClusterStatus status) {
    StatusCommand.print(status, System.err);
    if (!status.healthy()) {
      Terminal.say("not healthy within " + HEALTHY_WITHIN.toSeconds() + " s: bin/lab logs NODE");
      return status.exitCode();
    }
    Terminal.say(
        """

        Try next:
          bin/lab status
          bin/lab exec a -- redis-cli -p 26379 sentinel master mymaster
          bin/lab kill %s            # power off the master, and watch a failover
          bin/lab pulumi -- preview  # the engine itself
          bin/lab down"""
            .formatted(status.master()));
    return ExitCode.OK;
  }

  private static void pause() {
    try {
      Thread.sleep(500);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UsageException(
          "interrupted: bin/lab up goes on, bin/lab down removes what is there");
    }
  }
}
