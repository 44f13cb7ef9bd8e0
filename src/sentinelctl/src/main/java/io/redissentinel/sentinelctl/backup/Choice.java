package io.redissentinel.sentinelctl.backup;

import io.redissentinel.sentinelctl.CtlException;
import io.redissentinel.sentinelctl.ExitCode;
import io.redissentinel.sentinelctl.cluster.ClusterLook;
import io.redissentinel.sentinelctl.cluster.NodeLook;
import io.redissentinel.sentinelctl.cluster.RedisFacts;
import io.redissentinel.sentinelctl.cluster.RedisFacts.Attached;
import io.redissentinel.sentinelctl.stack.NodeRef;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Which node makes a backup. */
public final class Choice {
  private static final String ONLINE = "online";

  private Choice() {}

  /**
   * The replica that is least behind the master, of those that answer; the master if none is in
   * sync.
   *
   * @throws CtlException if no majority names a master: then nobody knows whose data counts
   */
  public static NodeRef leastLagging(ClusterLook look) {
    Optional<RedisFacts> master = look.master().flatMap(node -> look.of(node).redis());
    if (master.isEmpty()) {
      throw new CtlException(
          look.nodes().stream().noneMatch(NodeLook::reached)
              ? ExitCode.UNREACHABLE
              : ExitCode.NO_QUORUM,
          "there is no master that answers, so nobody knows whose data counts: name a node with -n, or see `sentinelctl verify`"
              + errors(look));
    }
    List<Attached> attached =
        master.get().attached().stream()
            .filter(one -> one.state().equals(ONLINE))
            .sorted(
                Comparator.comparing(Attached::offset)
                    .reversed()
                    .thenComparing(Attached::lagSeconds))
            .toList();
    return attached.stream()
        .flatMap(one -> look.outputs().atAddress(one.address()).stream())
        .filter(node -> look.of(node).redis().filter(RedisFacts::isReplica).isPresent())
        .findFirst()
        .orElseGet(() -> look.master().orElseThrow());
  }

  /**
   * A node to be asked what there is: any that answers.
   *
   * @throws CtlException if none does
   */
  public static NodeRef any(ClusterLook look) {
    return look.nodes().stream()
        .filter(NodeLook::reached)
        .map(NodeLook::node)
        .findFirst()
        .orElseThrow(
            () -> new CtlException(ExitCode.UNREACHABLE, "no node can be reached" + errors(look)));
  }

  private static String errors(ClusterLook look) {
    return look.nodes().stream()
        .flatMap(node -> node.error().map(error -> "; " + node.node() + ": " + error).stream())
        .collect(Collectors.joining());
  }
}
