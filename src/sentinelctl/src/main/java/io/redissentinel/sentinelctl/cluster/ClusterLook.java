package io.redissentinel.sentinelctl.cluster;

import io.redissentinel.sentinelctl.CtlException;
import io.redissentinel.sentinelctl.ssh.Shells;
import io.redissentinel.sentinelctl.stack.NodeRef;
import io.redissentinel.sentinelctl.stack.Outputs;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A cluster as its nodes see it, all asked at about the same time.
 *
 * @param outputs what the stack says
 * @param nodes what came of each node, in the stack's order
 */
public record ClusterLook(Outputs outputs, List<NodeLook> nodes) {
  /** Asks all nodes, side by side. */
  public static ClusterLook at(Outputs outputs, Shells shells, Duration limit) {
    return at(outputs, shells, limit, look -> {});
  }

  /**
   * Asks all nodes, side by side.
   *
   * @param progress is told of each node as it has answered, one at a time
   */
  public static ClusterLook at(
      Outputs outputs, Shells shells, Duration limit, Consumer<NodeLook> progress) {
    return at(outputs, node -> Look.at(shells.of(node), limit), progress);
  }

  /**
   * Asks all nodes, side by side, and has them ask S3 for the newest backup.
   *
   * @param progress is told of each node as it has answered, one at a time
   */
  public static ClusterLook withBackups(
      Outputs outputs, Shells shells, Duration limit, Consumer<NodeLook> progress) {
    return at(outputs, node -> Look.withBackups(shells.of(node), limit), progress);
  }

  /** Asks all nodes, side by side, and has them leave the password's store alone. */
  public static ClusterLook withoutStore(Outputs outputs, Shells shells, Duration limit) {
    return at(outputs, node -> Look.withoutStore(shells.of(node), limit), look -> {});
  }

  private static ClusterLook at(
      Outputs outputs, Function<NodeRef, NodeLook> ask, Consumer<NodeLook> progress) {
    // One thread a node: the common pool of a small machine would ask them one after the other.
    ExecutorService threads = Executors.newFixedThreadPool(outputs.nodes().size());
    try {
      List<CompletableFuture<NodeLook>> asked =
          outputs.nodes().stream()
              .map(
                  node ->
                      CompletableFuture.supplyAsync(() -> ask.apply(node), threads)
                          .whenComplete(
                              (look, e) -> {
                                if (look != null) {
                                  synchronized (threads) {
                                    progress.accept(look);
                                  }
                                }
                              }))
              .toList();
      return new ClusterLook(outputs, asked.stream().map(CompletableFuture::join).toList());
    } catch (CompletionException e) {
      throw e.getCause() instanceof CtlException known ? known : e;
    } finally {
      threads.shutdown();
    }
  }

  /** The same with what the nodes knew of the password's store in an earlier look. */
  public ClusterLook withPasswordsOf(ClusterLook earlier) {
    return new ClusterLook(
        outputs,
        nodes.stream().map(look -> look.withPassword(earlier.of(look.node()).password())).toList());
  }

  /** The node that a majority of all sentinels names as master, if one does. */
  public Optional<NodeRef> master() {
    Map<String, Integer> votes = new HashMap<>();
    for (NodeLook look : nodes) {
      look.sentinel()
          .flatMap(SentinelFacts::masterAddress)
          .ifPresent(address -> votes.merge(address, 1, Integer::sum));
    }
    return votes.entrySet().stream()
        .filter(vote -> vote.getValue() > nodes.size() / 2)
        .findFirst()
        .flatMap(vote -> outputs.atAddress(vote.getKey()));
  }

  /** What came of a node. */
  public NodeLook of(NodeRef node) {
    return nodes.stream().filter(look -> look.node().equals(node)).findFirst().orElseThrow();
  }

  /** Whether some sentinel says that a failover could be agreed on. */
  public boolean quorumReached() {
    return nodes.stream()
        .anyMatch(look -> look.sentinel().filter(SentinelFacts::quorumReached).isPresent());
  }

  /**
   * Whether the cluster does its work in full: every node is there, one is master, all others are
   * its replicas with their link up, every sentinel sees all others, names that master, has a
   * quorum.
   */
  public boolean healthy() {
    Optional<NodeRef> master = master();
    return master.isPresent() && nodes.stream().allMatch(look -> isFullMember(look, master.get()));
  }

  private boolean isFullMember(NodeLook look, NodeRef master) {
    Optional<RedisFacts> redis = look.redis();
    Optional<SentinelFacts> sentinel = look.sentinel();
    if (redis.isEmpty() || sentinel.isEmpty()) {
      return false;
    }
    boolean role =
        look.node().equals(master)
            ? redis.get().isMaster()
            : redis.get().isReplica()
                && redis.get().linkUp()
                && redis.get().masterAddress().filter(master.privateAddress()::equals).isPresent();
    return role
        && sentinel.get().othersSeen().filter(seen -> seen == nodes.size() - 1).isPresent()
        && sentinel.get().masterAddress().filter(master.privateAddress()::equals).isPresent()
        && sentinel.get().quorumReached();
  }

  /** The last failover that any sentinel has logged. */
  public Optional<Failover> lastFailover() {
    return nodes.stream()
        .flatMap(look -> look.facts().flatMap(NodeFacts::lastFailover).stream())
        .max(Comparator.comparing(Failover::at));
  }
}
