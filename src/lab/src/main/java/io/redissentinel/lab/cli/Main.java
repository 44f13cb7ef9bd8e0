package io.redissentinel.lab.cli;

import io.redissentinel.lab.cloud.HostException;
import io.redissentinel.lab.setup.SetupException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The entry of {@code bin/lab}. */
@Command(
    name = "lab",
    mixinStandardHelpOptions = true,
    version = "0.1.0",
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "The stack program on this machine, without AWS: the real Pulumi engine, real systemd"
          + " containers in the place of EC2 instances, and no way out to any network.",
      "",
      "Environment: LAB_NAME names the lab (default redis-lab), so that several can run."
    },
    subcommands = {
      UpCommand.class,
      DownCommand.class,
      StatusCommand.class,
      PulumiCommand.class,
      ImageCommand.class,
      NodeCommands.Exec.class,
      NodeCommands.Logs.class,
      NodeCommands.Shell.class,
      PowerCommands.Kill.class,
      PowerCommands.Start.class,
      PowerCommands.Reboot.class,
      NetworkCommands.CutOff.class,
      NetworkCommands.Heal.class,
      LossCommands.Terminate.class,
      LossCommands.LoseVolume.class,
      LossCommands.Detach.class,
      LossCommands.Attach.class,
      TarballsCommand.class,
      ElastiCacheCommand.class,
    },
    footer = {
      "",
      "Exit codes: 0 ok, 1 failed, 2 usage, 3 not healthy, 4 no quorum, 5 nothing there."
    })
final class Main implements Runnable {
  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    CommandLine line =
        new CommandLine(new Main())
            .setUsageHelpAutoWidth(true)
            .setExecutionExceptionHandler((e, failed, parsed) -> report(e, failed));
    // What another program is to get is not ours to read.
    for (String passing : List.of("exec", "pulumi")) {
      line.getSubcommands().get(passing).setStopAtPositional(true);
    }
    return line;
  }

  @Override
  public void run() {
    commandLine().usage(System.out);
  }

  private static int report(Exception e, CommandLine line) throws Exception {
    if (e instanceof UsageException
        || e instanceof SetupException
        || e instanceof NothingThere
        || e instanceof HostException) {
      line.getErr().println("error: " + e.getMessage());
    } else {
      throw e;
    }
    if (e instanceof NothingThere) {
      return ExitCode.NOTHING_THERE;
    }
    return e instanceof UsageException ? ExitCode.USAGE : ExitCode.FAILED;
  }
}
