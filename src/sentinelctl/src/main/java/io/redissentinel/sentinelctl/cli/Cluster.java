package io.redissentinel.sentinelctl.cli;

import io.redissentinel.sentinelctl.CtlException;
import io.redissentinel.sentinelctl.ExitCode;
import io.redissentinel.sentinelctl.cluster.ClusterLook;
import io.redissentinel.sentinelctl.cluster.NodeLook;
import io.redissentinel.sentinelctl.cluster.RedisFacts;
import io.redissentinel.sentinelctl.ssh.Console;
import io.redissentinel.sentinelctl.ssh.SshSettings;
import io.redissentinel.sentinelctl.ssh.SshShells;
import io.redissentinel.sentinelctl.stack.NodeRef;
import io.redissentinel.sentinelctl.stack.Outputs;
import io.redissentinel.sentinelctl.stack.Stack;
import java.time.Duration;
import java.util.stream.Collectors;

/**
 * The cluster that a command works on: its stack, and a way to its nodes.
 *
 * @param stack the stack
 * @param outputs what it exports
 * @param settings how its nodes are logged in to
 * @param console what its instances wrote on their consoles
 * @param shells its nodes' shells
 * @param timeout how long a node may take to answer
 */
record Cluster(
    Stack stack,
    Outputs outputs,
    SshSettings settings,
    Console console,
    SshShells shells,
    Duration timeout)
    implements AutoCloseable {
  static final String MASTER = "master";

  Cluster(Stack stack, Outputs outputs, SshSettings settings, Console console, Duration timeout) {
    this(stack, outputs, settings, console, new SshShells(settings, console), timeout);
  }

  /** Asks all nodes. */
  ClusterLook look() {
    return ClusterLook.at(outputs, shells, timeout);
  }

  /** Asks all nodes, and has them leave the password's store alone. */
  ClusterLook lookWithoutStore() {
    return ClusterLook.withoutStore(outputs, shells, timeout);
  }

  /** Asks all nodes, and says on stderr who has answered. */
  ClusterLook look(Progress progress) {
    return ClusterLook.at(outputs, shells, timeout, look -> answered(look, progress));
  }

  /** The same, and has them ask S3 for the newest backup. */
  ClusterLook lookWithBackups(Progress progress) {
    return ClusterLook.withBackups(outputs, shells, timeout, look -> answered(look, progress));
  }

  private static void answered(NodeLook look, Progress progress) {
    progress.step(
        look.reached()
            ? look.node() + ": answered"
            : "%s: %s".formatted(look.node(), look.error().orElse("no answer")));
  }

  /** The node of a key, or of the word {@code master}: the one that is it now. */
  NodeRef node(String name) {
    return name.equals(MASTER) ? master(look()) : outputs.node(name);
  }

  /**
   * The node that is master: a majority of the sentinels names it, and it says so itself.
   *
   * @throws CtlException if there is none
   */
  static NodeRef master(ClusterLook look) {
    if (look.nodes().stream().noneMatch(NodeLook::reached)) {
      throw new CtlException(ExitCode.UNREACHABLE, "no node can be reached: " + reasons(look));
    }
    NodeRef named =
        look.master()
            .orElseThrow(
                () ->
                    new CtlException(
                        ExitCode.NO_QUORUM,
                        "no majority of the sentinels names a master; name a node instead, or see `sentinelctl verify`"
                            + (reasons(look).isEmpty() ? "" : ": " + reasons(look))));
    boolean agrees = look.of(named).redis().filter(RedisFacts::isMaster).isPresent();
    if (!agrees) {
      throw new CtlException(
          ExitCode.UNHEALTHY,
          "the sentinels name %s, which does not say that it is master: a failover may be under way; try again, or see `sentinelctl verify`"
              .formatted(named));
    }
    return named;
  }

  private static String reasons(ClusterLook look) {
    return look.nodes().stream()
        .flatMap(node -> node.error().map(error -> node.node() + ": " + error).stream())
        .collect(Collectors.joining("; "));
  }

  @Override
  public void close() {
    shells.close();
  }
}
