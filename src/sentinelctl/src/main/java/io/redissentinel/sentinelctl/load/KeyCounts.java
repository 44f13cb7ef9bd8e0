package io.redissentinel.sentinelctl.load;

import io.redissentinel.sentinelctl.cluster.ClusterLook;
import io.redissentinel.sentinelctl.cluster.NodeLook;
import io.redissentinel.sentinelctl.cluster.RedisFacts;
import io.redissentinel.sentinelctl.stack.NodeRef;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** How many keys the nodes hold, in all databases, as INFO says it. */
final class KeyCounts {
  private static final Pattern DATABASE = Pattern.compile("keys=(\\d{1,18}),expires=(\\d{1,18}).*");

  /** Clients write and keys expire while the nodes are asked, one after the other. */
  private static final double TOLERATED_SHARE = 0.01;

  private static final long TOLERATED = 1_000;

  private KeyCounts() {}

  static long of(ClusterLook look, NodeRef node) {
    return look.of(node).redis().map(KeyCounts::of).orElse(0L);
  }

  private static long of(RedisFacts redis) {
    return redis.info().entrySet().stream()
        .filter(entry -> entry.getKey().matches("db\\d+"))
        .map(entry -> DATABASE.matcher(entry.getValue()))
        .filter(Matcher::matches)
        .mapToLong(matcher -> Long.parseLong(matcher.group(1)))
        .sum();
  }

  /** Those of each node that answers, by its name. */
  static Map<String, Long> all(ClusterLook look) {
    Map<String, Long> counts = new LinkedHashMap<>();
    for (NodeLook node : look.nodes()) {
      node.redis().ifPresent(redis -> counts.put(node.node().key(), of(redis)));
    }
    return counts;
  }

  /** Whether all nodes hold about as many. */
  static boolean agree(Map<String, Long> counts) {
    long most = counts.values().stream().mapToLong(Long::longValue).max().orElse(0);
    long least = counts.values().stream().mapToLong(Long::longValue).min().orElse(0);
    return most - least <= Math.max(TOLERATED, most * TOLERATED_SHARE);
  }

  /** For people: {@code a 12, b 12, c 12}. */
  static String text(Map<String, Long> counts) {
    return counts.entrySet().stream()
        .map(entry -> "%s %,d".formatted(entry.getKey(), entry.getValue()))
        .collect(Collectors.joining(", "));
  }
}
