package io.redissentinel.topology;

import java.util.List;
import java.util.stream.IntStream;

/** How many nodes a cluster may have, what they are called and how many of them decide. */
public final class ClusterSize {
  /**
   * The sizes that make sense: an even number needs one node more for a majority and survives no
   * more losses than the odd number below it, and beyond seven every failover asks more sentinels
   * for their vote than it gains.
   */
  public static final List<Integer> ALLOWED = List.of(3, 5, 7);

  private ClusterSize() {}

  /** Adds a problem unless the node count is allowed. */
  public static boolean check(String path, int nodeCount, Problems problems) {
    if (ALLOWED.contains(nodeCount)) {
      return true;
    }
    problems.add(
        path,
        "be 3, 5 or 7 (an even number survives no more losses than the odd one below it)",
        nodeCount,
        "choose one of these");
    return false;
  }

  /**
   * The nodes' keys, {@code a}, {@code b}, {@code c}, ...: they name the nodes' resources for ever,
   * so they depend on a node's place in the order and on nothing else.
   */
  public static List<String> keys(int nodeCount) {
    return IntStream.range(0, nodeCount)
        .mapToObj(index -> String.valueOf((char) ('a' + index)))
        .toList();
  }

  /**
   * How many sentinels are a majority. No failover happens without one, whatever the quorum: the
   * quorum only says how many must find the master down before one is tried.
   */
  public static int majorityOf(int nodeCount) {
    return nodeCount / 2 + 1;
  }

  /**
   * Adds a problem unless the quorum fits the number of sentinels. At least 2: with 1, a single
   * sentinel with a broken link of its own is enough to start a failover of a healthy master. Less
   * than a majority is allowed, since Sentinel asks for a majority's vote in any case.
   */
  public static void checkQuorum(String path, int quorum, int nodeCount, Problems problems) {
    if (quorum < 2) {
      problems.add(
          path,
          "be between 2 and %d for %d sentinels".formatted(nodeCount, nodeCount),
          quorum,
          "raise it (one sentinel alone must not find a master down), or leave it out for a"
              + " majority");
    } else if (quorum > nodeCount) {
      problems.add(
          path,
          "be between 2 and %d for %d sentinels".formatted(nodeCount, nodeCount),
          quorum,
          "lower the quorum or add sentinels");
    }
  }
}
