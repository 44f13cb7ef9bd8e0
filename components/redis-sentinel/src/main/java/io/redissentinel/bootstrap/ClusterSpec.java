package io.redissentinel.bootstrap;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Everything that the nodes of a cluster have to agree on.
 *
 * @param name the cluster's name; with a node's key it makes the sentinel's identity, so a changed
 *     name is another cluster
 * @param region the AWS region that they are in
 * @param awsEndpointUrl where they reach AWS's APIs, if not at AWS's own endpoints
 * @param scripts where they find what runs on them
 * @param auth where they find the password
 * @param redis the Redis servers
 * @param sentinel the sentinels
 * @param live what both take while they run
 * @param restoreFrom the snapshot that a cluster which has never run before begins with, {@code
 *     s3://BUCKET/KEY.rdb}
 * @param nodes all nodes; the first one is the master of a cluster that has never run before
 */
public record ClusterSpec(
    String name,
    String region,
    Optional<String> awsEndpointUrl,
    ScriptsSpec scripts,
    AuthSpec auth,
    RedisSpec redis,
    SentinelSpec sentinel,
    LiveSettings live,
    Optional<String> restoreFrom,
    List<NodeSpec> nodes) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");
  private static final Pattern REGION = Pattern.compile("[a-z]+(-[a-z]+)+-[0-9]{1,2}");
  private static final Pattern ENDPOINT =
      Pattern.compile("https?://[A-Za-z0-9][A-Za-z0-9.-]{0,252}(:[0-9]{1,5})?");
  private static final Pattern SNAPSHOT =
      Pattern.compile("s3://[a-z0-9.-]{3,63}/[A-Za-z0-9_.=+@:,/-]+\\.rdb");

  /**
   * Takes a copy of the nodes.
   *
   * @throws IllegalArgumentException if the name, the region, the endpoint or the snapshot is
   *     malformed; the message names it
   */
  public ClusterSpec {
    Forms.require(NAME, name, "cluster name", "letters, digits, '.', '_' and '-'");
    Forms.require(REGION, region, "region", "an AWS region, such as eu-west-1");
    awsEndpointUrl.ifPresent(
        url -> Forms.require(ENDPOINT, url, "aws endpoint", "http or https and a host"));
    restoreFrom.ifPresent(
        url -> Forms.require(SNAPSHOT, url, "snapshot to restore", "s3://BUCKET/KEY.rdb"));
    nodes = List.copyOf(nodes);
  }

  /** The same for a cluster that begins empty. */
  ClusterSpec withoutRestoreFrom() {
    return new ClusterSpec(
        name,
        region,
        awsEndpointUrl,
        scripts,
        auth,
        redis,
        sentinel,
        live,
        Optional.empty(),
        nodes);
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
