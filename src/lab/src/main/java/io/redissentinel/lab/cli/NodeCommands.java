package io.redissentinel.lab.cli;

import io.redissentinel.lab.host.Command;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The commands that look into a node or stand beside the nodes. */
final class NodeCommands {
  private NodeCommands() {}

  /** {@code bin/lab exec NODE -- CMD}. */
  @CommandLine.Command(
      name = "exec",
      mixinStandardHelpOptions = true,
      description = "Runs a command on a node, as root; ends with its exit code.")
  static final class Exec implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "NODE", description = "a, b, c, ...")
    private String node = "";

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "CMD", description = "The command.")
    private List<String> command = List.of();

    @Override
    public Integer call() {
      Session session = Session.open(Lab.fromEnvironment());
      // What follows NODE is taken as it stands, a `--` too.
      List<String> argv =
          command.get(0).equals("--") ? command.subList(1, command.size()) : command;
      return session.host().inNode(session.node(node).instanceId(), argv).runInteractive();
    }
  }

  /** {@code bin/lab logs NODE}. */
  @CommandLine.Command(
      name = "logs",
      mixinStandardHelpOptions = true,
      description = "Shows a node's bootstrap log; also when the node does not run.")
  static final class Logs implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "NODE", description = "a, b, c, ...")
    private String node = "";

    @Option(
        names = {"-f", "--follow"},
        description = "Goes on showing what comes.")
    private boolean follow;

    @Option(names = "--console", description = "The console instead: kernel, systemd, cloud-init.")
    private boolean console;

    @Override
    public Integer call() {
      Session session = Session.open(Lab.fromEnvironment());
      String id = session.node(node).instanceId();
      List<String> tail = new ArrayList<>(List.of("tail", "-n", "+1"));
      if (follow) {
        tail.add("-F");
      }
      tail.add(
          (console
                  ? session.host().consoleLog(id)
                  : session.host().rootOf(id).resolve("var/log/redis-node.log"))
              .toString());
      return Command.of(tail).runInteractive();
    }
  }

  /** {@code bin/lab shell}. */
  @CommandLine.Command(
      name = "shell",
      mixinStandardHelpOptions = true,
      description =
          "A shell in the lab's network, where a client of the nodes stands (10.77.0.10).")
  static final class Shell implements Callable<Integer> {
    @Override
    public Integer call() {
      Session session = Session.open(Lab.fromEnvironment());
      return session.host().inLab(List.of("bash")).runInteractive();
    }
  }
}
