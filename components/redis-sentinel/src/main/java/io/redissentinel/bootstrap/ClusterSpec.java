package io.redissentinel.bootstrap;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Everything that the nodes of a cluster have to agree on.
 *
 * @param name the cluster's name; with a node's key it makes the sentinel's identity, so a changed
 *     name is another cluster
 * @param redis the Redis servers
 * @param sentinel the sentinels
 * @param nodes all nodes; the first one is the master of a cluster that has never run before
 */
public record ClusterSpec(
    String name, RedisSpec redis, SentinelSpec sentinel, List<NodeSpec> nodes) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

  /**
   * Takes a copy of the nodes.
   *
   * @throws IllegalArgumentException if the name has other characters than letters, digits, dots,
   *     dashes and underscores
   */
  public ClusterSpec {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "cluster name: must be letters, digits, '.', '_' and '-', got '%s'".formatted(name));
    }
    nodes = List.copyOf(nodes);
  }

  /**
   * The node with this key.
   *
   * @throws IllegalArgumentException if there is none
   */
  public NodeSpec node(String key) {
    return nodes.stream()
        .filter(node -> node.key().equals(key))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("cluster %s has no node %s".formatted(name, key)));
  }
}
