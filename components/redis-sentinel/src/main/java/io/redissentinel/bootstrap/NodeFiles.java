package io.redissentinel.bootstrap;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** All files of a node: those that are the same everywhere, and those that are rendered for it. */
final class NodeFiles {
  private static final String LIB = "/usr/local/lib/redis-node/";
  private static final String SYSTEMD = "/etc/systemd/system/";

  /** What a node needs to fetch the rest: in its user data. */
  private static final List<String> FETCHER =
      lines(
          """
          node.py
          metadata.py
          retry.py
          aws.py
          fetch_scripts.py
          """);

  private static final List<String> STEPS =
      lines(
          """
          data-volume
          kernel
          secret
          redis
          configure
          start
          """);

  /** What steps, units and commands call or import. */
  private static final List<String> MODULES =
      lines(
          """
          lib.sh
          resp.py
          fetch_secret.py
          settings.py
          role.py
          ready.py
          join.py
          revive.py
          upkeep.py
          force.py
          rotate.py
          settle.py
          schedule.py
          turns.py
          snapshot.py
          state.py
          making.py
          catalogue.py
          backup.py
          transfer.py
          download.py
          s3.py
          rdb.py
          journal.py
          sentinels.py
          recovery.py
          barrier.py
          local.py
          throwaway.py
          incoming.py
          merge.py
          switch.py
          exchange.py
          load.py
          rehearse.py
          first_data.py
          """);

  /** For people, on PATH. */
  private static final List<String> COMMANDS =
      lines(
          """
          redis-node-ready
          redis-node-force-master
          redis-node-rotate
          redis-node-backup
          redis-node-load
          redis-cli
          """);

  private static final List<String> UNITS =
      lines(
          """
          redis-node-upkeep.service
          redis-node-backup.service
          redis-node-backup.timer
          redis-sentinel.service
          redis-server.service
          disable-thp.service
          """);

  private final ClusterSpec cluster;
  private final NodeSpec node;

  private NodeFiles(ClusterSpec cluster, NodeSpec node) {
    this.cluster = cluster;
    this.node = node;
  }

  /** What is the same on every node of every cluster. */
  static List<NodeFile> shared() {
    List<NodeFile> files = new ArrayList<>();
    files.add(asItIs(LIB + "bootstrap", "0755", "node/bootstrap"));
    STEPS.forEach(step -> files.add(asItIs(LIB + "steps/" + step, "0755", "node/steps/" + step)));
    MODULES.forEach(module -> files.add(asItIs(LIB + module, "0644", "node/" + module)));
    COMMANDS.forEach(name -> files.add(asItIs("/usr/local/bin/" + name, "0755", "node/" + name)));
    UNITS.forEach(unit -> files.add(asItIs(SYSTEMD + unit, "0644", "templates/" + unit)));
    files.add(plainTemplate("/etc/sysctl.d/90-redis-node.conf", "90-redis-node.conf"));
    files.add(plainTemplate("/etc/logrotate.d/redis-node", "logrotate"));
    files.add(plainTemplate("/etc/apt/apt.conf.d/52redis-node", "apt-redis-node"));
    return files;
  }

  /** What this node's user data brings. */
  static List<NodeFile> of(ClusterSpec cluster, NodeSpec node) {
    List<NodeFile> files = new ArrayList<>();
    FETCHER.forEach(module -> files.add(asItIs(LIB + module, "0644", "node/" + module)));
    files.add(plainTemplate(SYSTEMD + "redis-node.service", "redis-node.service"));
    files.addAll(new NodeFiles(cluster, node).settings());
    return files;
  }

  private List<NodeFile> settings() {
    return List.of(
        rendered("/etc/redis-node/node.env", "node.env", NodeEnv.checked(environment())),
        rendered(
            "/etc/redis-node/managed.conf",
            "managed.conf",
            Map.of("address", node.address(), "redisPort", cluster.redis().port())),
        rendered(
            "/etc/redis-node/sentinel.conf",
            "sentinel.conf",
            Map.of(
                "address", node.address(),
                "sentinelPort", cluster.sentinel().port(),
                "sentinelId", sentinelId())),
        line(LiveSettings.FOLDER + "redis", cluster.live().redis()),
        line(LiveSettings.FOLDER + "sentinel", cluster.live().sentinel()),
        line(LiveSettings.FOLDER + "commands", cluster.live().commands()),
        line(LiveSettings.FOLDER + "backups", cluster.live().backups()));
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
        Map.entry("auth", cluster.auth().kind()),
        Map.entry("secretId", cluster.auth().secretId()),
        Map.entry("scripts", String.join(" ", cluster.scripts().parameters())),
        Map.entry("scriptsSha256", cluster.scripts().sha256()),
        Map.entry("awsRegion", cluster.region()),
        Map.entry("awsEndpointUrl", cluster.awsEndpointUrl().orElse("")),
        Map.entry("restoreFrom", cluster.restoreFrom().orElse("")));
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

  private static NodeFile asItIs(String path, String mode, String resource) {
    return new NodeFile(path, mode, Resources.text(resource));
  }

  private static NodeFile plainTemplate(String path, String template) {
    return rendered(path, template, Map.of());
  }

  private static NodeFile line(String path, String line) {
    return new NodeFile(path, "0644", line + "\n");
  }

  private static NodeFile rendered(String path, String template, Map<String, ?> variables) {
    return new NodeFile(path, "0644", Template.named(template).render(variables));
  }

  private static List<String> lines(String text) {
    return text.lines().toList();
  }
}
