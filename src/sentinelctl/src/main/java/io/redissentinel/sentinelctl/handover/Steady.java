package io.redissentinel.sentinelctl.handover;

import io.redissentinel.sentinelctl.CtlException;
import io.redissentinel.sentinelctl.ExitCode;
import io.redissentinel.sentinelctl.cluster.ClusterLook;
import io.redissentinel.sentinelctl.cluster.NodeFacts;
import io.redissentinel.sentinelctl.cluster.NodeLook;
import io.redissentinel.sentinelctl.cluster.RedisFacts;
import io.redissentinel.sentinelctl.cluster.RedisFacts.Attached;
import io.redissentinel.sentinelctl.cluster.SentinelFacts;
import io.redissentinel.sentinelctl.stack.NodeRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Whether a cluster is in full order: every node a member, every replica in sync, so that one may
 * be taken out. A replica that is gone has to be back in this sense before the next one goes.
 */
public final class Steady {
  /** More than a second's writes of most; far less than a backlog. */
  private static final long MOST_BEHIND_BYTES = 1 << 20;

  private static final long MOST_LAG_SECONDS = 3;
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private Steady() {}

  /** All that is not in order, a node each; empty if the cluster is steady. */
  public static List<String> missing(ClusterLook look) {
    List<String> missing = new ArrayList<>();
    Optional<NodeRef> master = look.master();
    if (master.isEmpty()) {
      missing.add("no majority of the sentinels names a master");
    }
    for (NodeLook node : look.nodes()) {
      missing(look, node, master).ifPresent(what -> missing.add(node.node() + ": " + what));
    }
    return missing;
  }

  /**
   * The look, of a cluster that may be worked on.
   *
   * @throws CtlException if it is not steady; says what is missing, and that nothing was done
   */
  public static ClusterLook required(ClusterLook look) {
    List<String> missing = missing(look);
    if (!missing.isEmpty()) {
      throw new CtlException(
          ExitCode.UNHEALTHY,
          "nothing was changed, since the cluster is not in order: %s; `sentinelctl verify` says what to do"
              .formatted(String.join("; ", missing)));
    }
    return look;
  }

  /** The nodes that are not in order. */
  public static List<NodeRef> failing(ClusterLook look) {
    return look.nodes().stream()
        .filter(node -> missing(look, node, look.master()).isPresent())
        .map(NodeLook::node)
        .toList();
  }

  /**
   * Looks until the cluster is steady.
   *
   * @param told what is missing, each time that changes
   * @throws CtlException if it is not within the limit; says what was missing at the end
   */
  public static ClusterLook await(
      Supplier<ClusterLook> looks, Duration limit, Consumer<String> told) {
    return await(looks, limit, told, node -> false);
  }

  /**
   * Looks until the cluster is steady, apart from nodes that may be spared.
   *
   * @param told what is missing, each time that changes
   * @param spared the nodes that need not be in order
   * @throws CtlException if it is not within the limit; says what was missing at the end
   */
  public static ClusterLook await(
      Supplier<ClusterLook> looks,
      Duration limit,
      Consumer<String> told,
      Predicate<NodeRef> spared) {
    long end = System.nanoTime() + limit.toNanos();
    String before = "";
    while (true) {
      ClusterLook look = looks.get();
      List<String> missing = missing(look);
      if (look.master().isPresent() && failing(look).stream().allMatch(spared)) {
        return look;
      }
      String text = String.join("; ", missing);
      if (!text.equals(before)) {
        told.accept(text);
        before = text;
      }
      if (System.nanoTime() > end) {
        throw new CtlException(
            ExitCode.UNHEALTHY,
            "the cluster is not in order within %d s: %s; `sentinelctl verify` says what to do"
                .formatted(limit.toSeconds(), text));
      }
      pause();
    }
  }

  private static Optional<String> missing(
      ClusterLook look, NodeLook node, Optional<NodeRef> master) {
    if (!node.reached()) {
      return Optional.of(node.error().orElse("no answer"));
    }
    NodeFacts facts = node.facts().orElseThrow();
    if (node.redis().isEmpty()) {
      return Optional.of("Redis says " + facts.redis().ping());
    }
    if (node.sentinel().isEmpty()) {
      return Optional.of("its sentinel says " + facts.sentinel().ping());
    }
    if (!facts.host().ready()) {
      return Optional.of("its bootstrap is not done: " + facts.host().bootstrap());
    }
    if (master.isEmpty()) {
      return Optional.empty();
    }
    return sentinel(look, node.sentinel().get(), master.get())
        .or(
            () ->
                node.node().equals(master.get())
                    ? master(node.redis().get())
                    : replica(look, node, master.get()));
  }

  private static Optional<String> sentinel(
      ClusterLook look, SentinelFacts sentinel, NodeRef master) {
    String flags = sentinel.master().getOrDefault("flags", "unknown");
    int others = look.nodes().size() - 1;
    if (sentinel.masterAddress().filter(master.privateAddress()::equals).isEmpty()) {
      return Optional.of("its sentinel names " + sentinel.masterAddress().orElse("no master"));
    }
    if (!flags.equals("master")) {
      return Optional.of("its sentinel has the master as " + flags);
    }
    if (sentinel.othersSeen().filter(seen -> seen == others).isEmpty()) {
      return Optional.of(
          "its sentinel sees %s other sentinels, not %d"
              .formatted(sentinel.othersSeen().map(String::valueOf).orElse("no"), others));
    }
    return sentinel.quorumReached()
        ? Optional.empty()
        : Optional.of("its sentinel says " + sentinel.ckquorum());
  }

  private static Optional<String> master(RedisFacts redis) {
    return redis.isMaster()
        ? Optional.empty()
        : Optional.of("the sentinels name it master, it is " + redis.role().orElse("unknown"));
  }

  private static Optional<String> replica(ClusterLook look, NodeLook node, NodeRef master) {
    RedisFacts redis = node.redis().orElseThrow();
    if (!redis.isReplica()
        || redis.masterAddress().filter(master.privateAddress()::equals).isEmpty()) {
      return Optional.of(
          "it is %s of %s, not a replica of %s"
              .formatted(
                  redis.role().orElse("unknown"), redis.masterAddress().orElse("nobody"), master));
    }
    if (!redis.linkUp()) {
      return Optional.of("its link to the master is down");
    }
    Optional<RedisFacts> its = look.of(master).redis();
    Optional<Attached> attached =
        its.stream()
            .flatMap(facts -> facts.attached().stream())
            .filter(one -> one.address().equals(node.node().privateAddress()))
            .findFirst();
    if (attached.isEmpty()) {
      return Optional.of("the master does not know it");
    }
    long behind = its.get().offset().orElse(0) - attached.get().offset();
    boolean inSync =
        attached.get().state().equals("online")
            && behind <= MOST_BEHIND_BYTES
            && attached.get().lagSeconds() <= MOST_LAG_SECONDS;
    return inSync
        ? Optional.empty()
        : Optional.of(
            "it is %s, %d bytes behind, acknowledged %d s ago"
                .formatted(attached.get().state(), behind, attached.get().lagSeconds()));
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CtlException.failed("interrupted while waiting for the cluster");
    }
  }
}
