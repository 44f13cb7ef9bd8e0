package io.redissentinel.sentinelctl.cli;

import io.redissentinel.sentinelctl.stack.NodeRef;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code sentinelctl ssh NODE [-- COMMAND]}. */
@Command(
    name = "ssh",
    mixinStandardHelpOptions = true,
    header = "Logs in to a node, or runs a command there.",
    description =
        "Logs in to a node, or runs a command there and ends with its exit code. The node's host key is"
            + " checked as everywhere here. Options for sentinelctl come before NODE.")
final class SshCommand implements Callable<Integer> {
  @Mixin private Target target;

  @Parameters(index = "0", paramLabel = "NODE", description = "a, b, c, ... or master.")
  private String node = "";

  @Parameters(
      index = "1..*",
      paramLabel = "COMMAND",
      description = "For the shell there; without one, a login shell on this terminal.")
  private List<String> command = List.of();

  @Override
  public Integer call() {
    Progress progress = new Progress(System.err);
    try (Cluster cluster = target.open(progress)) {
      NodeRef meant = cluster.node(node);
      // What follows NODE is taken as it stands, a `--` too.
      boolean dashes = !command.isEmpty() && command.get(0).equals("--");
      String line = String.join(" ", dashes ? command.subList(1, command.size()) : command);
      return line.isEmpty() || System.console() != null
          ? OpenSshCommand.run(cluster, meant, line)
          : cluster.shells().of(meant).stream(line, System.in, System.out, System.err);
    }
  }
}
