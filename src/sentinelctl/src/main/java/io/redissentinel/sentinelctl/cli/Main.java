package io.redissentinel.sentinelctl.cli;

import io.redissentinel.sentinelctl.CtlException;
import io.redissentinel.sentinelctl.ExitCode;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The entry of {@code bin/sentinelctl}. */
@Command(
    name = "sentinelctl",
    mixinStandardHelpOptions = true,
    version = "0.1.0",
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Operates a running Redis Sentinel cluster: finds it by the outputs of its Pulumi stack, and logs in"
          + " to its nodes by SSH.",
      "",
      "Where a lab runs on this machine (bin/lab up) and no other stack is named, it is the lab's."
    },
    subcommands = {
      StatusCommand.class,
      VerifyCommand.class,
      DrillCommand.class,
      LogsCommand.class,
      SshCommand.class,
      CliCommand.class,
      RollCommand.class,
      HardenCommand.class,
      ConfigCommand.class,
      RotatePasswordCommand.class,
      BackupCommand.class,
      BackupsCommand.class,
      RestoreCommand.class,
      ImportElastiCacheCommand.class,
      CompletionCommand.class,
    },
    footer = {
      "",
      "Exit codes: 0 ok, 1 failed, 2 usage, 3 not healthy, 4 no quorum, 5 nothing can be reached."
    })
final class Main implements Runnable {
  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    CommandLine all =
        new CommandLine(new Main())
            .setUsageHelpAutoWidth(true)
            .setExecutionExceptionHandler((e, line, parsed) -> report(e, line));
    // What follows is another command's, with options of its own.
    List.of("ssh", "cli").forEach(it -> all.getSubcommands().get(it).setStopAtPositional(true));
    return all;
  }

  @Override
  public void run() {
    commandLine().usage(System.out);
  }

  private static int report(Exception e, CommandLine line) throws Exception {
    if (e instanceof CtlException known) {
      line.getErr().println("error: " + known.getMessage());
      return known.exitCode();
    }
    if (System.getenv("SENTINELCTL_DEBUG") != null) {
      throw e;
    }
    line.getErr().println("error: %s; SENTINELCTL_DEBUG=1 shows where that is from".formatted(e));
    return ExitCode.FAILED;
  }
}
