package io.redissentinel.lab.cli;

import io.redissentinel.lab.host.Cut;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A node's network, taken away and given back. */
final class NetworkCommands {
  private NetworkCommands() {}

  /** {@code bin/lab cut NODE...}. */
  @Command(
      name = "cut",
      mixinStandardHelpOptions = true,
      description = "Cuts a node's network: packets from and to it vanish.")
  static final class CutOff extends OnNodes {
    @Option(
        names = "--from-peers-only",
        description = "Only those between it and the other nodes; clients still reach it.")
    private boolean fromPeersOnly;

    @Option(
        names = "--link",
        description = "Pulls the cable: the node sees that its link is down, until heal or start.")
    private boolean link;

    @Override
    void check() {
      if (link && fromPeersOnly) {
        throw new UsageException("only one of --link and --from-peers-only can be given");
      }
    }

    @Override
    String act(Session session, LabNode node) {
      if (link) {
        session.host().linkDown(node.instanceId());
        return "its link is down";
      }
      session.host().cut(node.instanceId(), fromPeersOnly ? Cut.FROM_PEERS_ONLY : Cut.ALL);
      return fromPeersOnly ? "cut from the other nodes" : "cut from everything";
    }
  }

  /** {@code bin/lab heal NODE...}. */
  @Command(name = "heal", mixinStandardHelpOptions = true, description = "Ends what `cut` did.")
  static final class Heal extends OnNodes {
    @Override
    String act(Session session, LabNode node) {
      session.host().heal(node.instanceId());
      return "healed";
    }
  }
}
