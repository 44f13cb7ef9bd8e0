package io.redissentinel.lab.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A cluster as its nodes see it: what {@code bin/lab status --output json} prints.
 *
 * @param healthy every node is there and runs, one is master, all others are its replicas with
 *     their link up, every sentinel sees all others, names that master and has a quorum
 * @param master the key of the node that a majority of the sentinels names; null if there is none
 * @param quorum what the sentinels say; null if none answers
 * @param nodes all nodes, by key
 */
@JsonPropertyOrder({"healthy", "master", "quorum", "nodes"})
record ClusterStatus(boolean healthy, String master, Integer quorum, List<Node> nodes) {
  /**
   * A node as it sees itself and the others.
   *
   * @param key the node's key
   * @param address its private address
   * @param state {@code running}, {@code stopped} or, its instance gone, {@code lost}
   * @param role {@code master} or {@code replica}; null if Redis does not answer
   * @param linkUp whether a replica's link to its master is up; null for others
   * @param sentinelsSeen other sentinels that this one knows; null if it does not answer
   * @param sentinelMaster the address that this sentinel names as master
   * @param quorumReached whether this sentinel says that a failover could be agreed on
   * @param redisVersion what runs
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Node(
      String key,
      String address,
      String state,
      String role,
      Boolean linkUp,
      Integer sentinelsSeen,
      String sentinelMaster,
      Boolean quorumReached,
      String redisVersion) {

    static Node of(LostNode lost) {
      return new Node(lost.key(), lost.address(), "lost", null, null, null, null, null, null);
    }
  }

  /**
   * Judges what the nodes said.
   *
   * @param quorum as the sentinels say; null if none answers
   */
  static ClusterStatus of(List<Node> nodes, Integer quorum) {
    String master = namedMaster(nodes);
    boolean healthy =
        master != null && nodes.stream().allMatch(node -> isFullMember(node, master, nodes.size()));
    return new ClusterStatus(healthy, master, quorum, nodes);
  }

  /** The same cluster with the nodes that it has lost. */
  ClusterStatus with(List<LostNode> lost) {
    return of(
        Stream.concat(nodes.stream(), lost.stream().map(Node::of))
            .sorted(Comparator.comparing(Node::key))
            .toList(),
        quorum);
  }

  int exitCode() {
    if (healthy) {
      return ExitCode.OK;
    }
    return nodes.stream().anyMatch(node -> Boolean.TRUE.equals(node.quorumReached()))
        ? ExitCode.UNHEALTHY
        : ExitCode.NO_QUORUM;
  }

  private static boolean isFullMember(Node node, String master, int nodes) {
    boolean role =
        node.key().equals(master)
            ? "master".equals(node.role())
            : "replica".equals(node.role()) && Boolean.TRUE.equals(node.linkUp());
    return role
        && Objects.equals(node.sentinelsSeen(), nodes - 1)
        && Boolean.TRUE.equals(node.quorumReached());
  }

  /** The key of the node whose address all sentinels that answer, and a majority of all, name. */
  private static String namedMaster(List<Node> nodes) {
    List<String> named = nodes.stream().map(Node::sentinelMaster).filter(Objects::nonNull).toList();
    Set<String> different = named.stream().collect(Collectors.toSet());
    if (different.size() != 1 || named.size() <= nodes.size() / 2) {
      return null;
    }
    return nodes.stream()
        .filter(node -> node.address().equals(named.get(0)))
        .map(Node::key)
        .findFirst()
        .orElse(null);
  }
}
