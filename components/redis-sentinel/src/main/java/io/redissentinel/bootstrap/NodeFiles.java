package io.redissentinel.bootstrap;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** All files of a node: the scripts as they are, but for comments, and the rendered settings. */
final class NodeFiles {
  private static final String LIB = "/usr/local/lib/redis-node/";
  private static final String UNITS = "/etc/systemd/system/";

  private final ClusterSpec cluster;
  private final NodeSpec node;
  private final List<NodeFile> files = new ArrayList<>();

  private NodeFiles(ClusterSpec cluster, NodeSpec node) {
    this.cluster = cluster;
    this.node = node;
  }

  static List<NodeFile> of(ClusterSpec cluster, NodeSpec node) {
    NodeFiles all = new NodeFiles(cluster, node);
    all.scripts();
    all.settings();
    all.units();
    return List.copyOf(all.files);
  }

  private void scripts() {
    for (String script :
        List.of(
            "bootstrap",
            "steps/data-volume",
            "steps/kernel",
            "steps/secret",
            "steps/redis",
            "steps/configure",
            "steps/start")) {
      script(LIB + script, "0755", "node/" + script);
    }
    for (String module :
        List.of(
            "lib.sh", "node.py", "resp.py", "role.py", "join.py", "ready.py", "fetch_secret.py")) {
      script(LIB + module, "0644", "node/" + module);
    }
    script("/usr/local/bin/redis-node-ready", "0755", "node/redis-node-ready");
    script("/usr/local/bin/redis-cli", "0755", "node/redis-cli");
  }

  private void settings() {
    SentinelSpec sentinel = cluster.sentinel();
    RedisSpec redis = cluster.redis();
    rendered("/etc/redis-node/node.env", "node.env", NodeEnv.checked(environment()));
    rendered(
        "/etc/redis-node/managed.conf",
        "managed.conf",
        Map.of(
            "address", node.address(),
            "redisPort", redis.port(),
            "minReplicasToWrite", redis.minReplicasToWrite(),
            "minReplicasMaxLagSeconds", redis.minReplicasMaxLagSeconds()));
    rendered(
        "/etc/redis-node/sentinel.conf",
        "sentinel.conf",
        Map.of(
            "address", node.address(),
            "sentinelPort", sentinel.port(),
            "sentinelId", sentinelId()));
    rendered("/etc/sysctl.d/90-redis-node.conf", "90-redis-node.conf", Map.of());
    rendered("/etc/logrotate.d/redis-node", "logrotate", Map.of());
    rendered("/etc/apt/apt.conf.d/52redis-node", "apt-redis-node", Map.of());
  }

  private Map<String, Object> environment() {
    SentinelSpec sentinel = cluster.sentinel();
    RedisSpec redis = cluster.redis();
    return Map.ofEntries(
        Map.entry("cluster", cluster.name()),
        Map.entry("node", node.key()),
        Map.entry("address", node.address()),
        Map.entry("nodes", addressesByKey()),
        Map.entry("volumeId", node.volumeId()),
        Map.entry("deviceName", node.deviceName()),
        Map.entry("redisVersion", redis.source().version()),
        Map.entry("redisUrl", redis.source().url()),
        Map.entry("redisSha256", redis.source().sha256()),
        Map.entry("redisRunTests", redis.runTests() ? "yes" : "no"),
        Map.entry("redisPort", redis.port()),
        Map.entry("sentinelPort", sentinel.port()),
        Map.entry("sentinelId", sentinelId()),
        Map.entry("masterName", sentinel.masterName()),
        Map.entry("quorum", sentinel.quorum()),
        Map.entry("downAfterMillis", sentinel.downAfterMillis()),
        Map.entry("failoverTimeoutMillis", sentinel.failoverTimeoutMillis()),
        Map.entry("parallelSyncs", sentinel.parallelSyncs()),
        Map.entry("auth", cluster.auth().kind()),
        Map.entry("secretId", cluster.auth().secretId()),
        Map.entry("awsRegion", cluster.region()),
        Map.entry("awsEndpointUrl", cluster.awsEndpointUrl().orElse("")));
  }

  private void units() {
    rendered(UNITS + "redis-node.service", "redis-node.service", Map.of());
    rendered(UNITS + "redis-sentinel.service", "redis-sentinel.service", Map.of());
    rendered(UNITS + "disable-thp.service", "disable-thp.service", Map.of());
    rendered(
        UNITS + "redis-server.service",
        "redis-server.service",
        Map.of("restartSeconds", cluster.sentinel().downAfterMillis() / 1000 + 2));
  }

  private String addressesByKey() {
    return cluster.nodes().stream()
        .map(peer -> peer.key() + "=" + peer.address())
        .collect(Collectors.joining(" "));
  }

  /**
   * A sentinel's run id, 40 hexadecimal digits. Derived, so that a node that lost everything comes
   * back as the sentinel that the others know, and not as a new one beside a ghost that counts in
   * every majority for ever (redis/redis#1972).
   */
  private String sentinelId() {
    try {
      byte[] name = (cluster.name() + "/" + node.key()).getBytes(StandardCharsets.UTF_8);
      byte[] digest = MessageDigest.getInstance("SHA-1").digest(name);
      return "%040x".formatted(new BigInteger(1, digest));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-1", e);
    }
  }

  private void script(String path, String mode, String resource) {
    files.add(new NodeFile(path, mode, Comments.removedFrom(Resources.text(resource))));
  }

  private void rendered(String path, String template, Map<String, ?> variables) {
    files.add(new NodeFile(path, "0644", Template.named(template).render(variables)));
  }
}
