package io.redissentinel.lab.cli;

import io.redissentinel.lab.host.Cut;
import io.redissentinel.lab.host.LabHost;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What can befall a node, and the way back. */
final class FaultCommands {
  private FaultCommands() {}

  /** A command about one node. */
  abstract static class OnNode implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "NODE", description = "a, b, c, ...")
    private String node = "";

    @Override
    public final Integer call() {
      Session session = Session.open(Lab.fromEnvironment());
      LabNode meant = session.node(node);
      Terminal.say(meant.key() + ": " + act(session.host(), meant.instanceId()));
      return ExitCode.OK;
    }

    /** Does it, and says what was done. */
    abstract String act(LabHost host, String instanceId);
  }

  @Command(
      name = "kill",
      mixinStandardHelpOptions = true,
      description = "Powers a node off, at once: as if the plug were pulled.")
  static final class Kill extends OnNode {
    @Override
    String act(LabHost host, String instanceId) {
      host.kill(instanceId);
      return "powered off";
    }
  }

  @Command(
      name = "start",
      mixinStandardHelpOptions = true,
      description = "Starts a node that is off.")
  static final class Start extends OnNode {
    @Override
    String act(LabHost host, String instanceId) {
      host.start(instanceId);
      return "started";
    }
  }

  @Command(
      name = "reboot",
      mixinStandardHelpOptions = true,
      description = "Reboots a node, in good order.")
  static final class Reboot extends OnNode {
    @Override
    String act(LabHost host, String instanceId) {
      host.reboot(instanceId);
      return "rebooting";
    }
  }

  @Command(
      name = "cut",
      mixinStandardHelpOptions = true,
      description = "Cuts a node's network: packets from and to it vanish.")
  static final class CutOff extends OnNode {
    @Option(
        names = "--from-peers-only",
        description = "Only those between it and the other nodes; clients still reach it.")
    private boolean fromPeersOnly;

    @Override
    String act(LabHost host, String instanceId) {
      host.cut(instanceId, fromPeersOnly ? Cut.FROM_PEERS_ONLY : Cut.ALL);
      return fromPeersOnly ? "cut from the other nodes" : "cut from everything";
    }
  }

  @Command(name = "heal", mixinStandardHelpOptions = true, description = "Ends what `cut` did.")
  static final class Heal extends OnNode {
    @Override
    String act(LabHost host, String instanceId) {
      host.heal(instanceId);
      return "healed";
    }
  }
}
