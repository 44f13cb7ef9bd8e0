package io.redissentinel.sentinelctl.handover;

import io.redissentinel.sentinelctl.cluster.BackupFacts;
import io.redissentinel.sentinelctl.cluster.ClusterLook;
import io.redissentinel.sentinelctl.cluster.CommandFacts;
import io.redissentinel.sentinelctl.cluster.HostFacts;
import io.redissentinel.sentinelctl.cluster.NodeFacts;
import io.redissentinel.sentinelctl.cluster.NodeLook;
import io.redissentinel.sentinelctl.cluster.PasswordState;
import io.redissentinel.sentinelctl.cluster.RedisFacts;
import io.redissentinel.sentinelctl.cluster.SentinelFacts;
import io.redissentinel.sentinelctl.stack.NodeRef;
import io.redissentinel.sentinelctl.stack.Outputs;
import io.redissentinel.sentinelctl.stack.PendingChange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Looks at a cluster of three, in full order unless said otherwise. */
public final class Looks {
  public static final NodeRef A = node("a");
  public static final NodeRef B = node("b");
  public static final NodeRef C = node("c");

  private static final String REDIS = "maxmemory-policy=noeviction min-replicas-to-write=1";
  private static final String SENTINEL = "quorum=2 down-after-milliseconds=5000";

  private String master = "a";
  private List<String> down = List.of();
  private List<String> unlinked = List.of();
  private List<String> pending = List.of();
  private final Map<String, String> told = new LinkedHashMap<>();
  private final Map<String, String> behind = new LinkedHashMap<>();

  private final Map<String, String> timers = new LinkedHashMap<>();
  private final Map<String, Long> keys = new LinkedHashMap<>();
  private final Map<String, Long> freeKiB = new LinkedHashMap<>();

  private Looks() {}

  public static Looks healthy() {
    return new Looks();
  }

  /** Who is master; a otherwise. */
  public Looks master(String key) {
    master = key;
    return this;
  }

  /** Nodes that do not answer. */
  public Looks down(String... keys) {
    down = List.of(keys);
    return this;
  }

  /** Replicas whose link to the master is down. */
  public Looks unlinked(String... keys) {
    unlinked = List.of(keys);
    return this;
  }

  /** Nodes on which a change is held back. */
  public Looks pending(String... keys) {
    pending = List.of(keys);
    return this;
  }

  /** A node whose Redis runs with another setting than those of the other nodes. */
  public Looks told(String key, String line) {
    told.put(key, line);
    return this;
  }

  /** A replica that is so many bytes behind. */
  public Looks behind(String key, long bytes) {
    behind.put(key, Long.toString(bytes));
    return this;
  }

  /** How many keys each node holds; none otherwise. */
  public Looks keys(long count) {
    List.of("a", "b", "c").forEach(key -> keys.put(key, count));
    return this;
  }

  /** A node that holds another number of keys. */
  public Looks unevenKeys(String key, long count) {
    keys.put(key, count);
    return this;
  }

  /** A node that makes backups; what its timer goes by. */
  public Looks backups(String key, String line) {
    timers.put(key, line);
    return this;
  }

  /** What is free on a node's data volume. */
  public Looks free(String key, long kib) {
    freeKiB.put(key, kib);
    return this;
  }

  public ClusterLook look() {
    List<NodeRef> nodes = List.of(A, B, C);
    Outputs outputs =
        new Outputs(
            "mymaster",
            2,
            nodes.stream().map(node -> node.privateAddress() + ":26379").toList(),
            nodes.stream().map(node -> node.privateAddress() + ":6379").toList(),
            nodes,
            Optional.empty(),
            pending.stream()
                .map(key -> new PendingChange(key, "configuration", "1a2b", "3c4d"))
                .toList());
    return new ClusterLook(outputs, nodes.stream().map(this::node).toList());
  }

  private NodeLook node(NodeRef node) {
    if (down.contains(node.key())) {
      return new NodeLook(
          node, Optional.empty(), Optional.of("no answer within 10 s"), Optional.empty(), 0);
    }
    return new NodeLook(node, Optional.of(facts(node)), Optional.empty(), Optional.empty(), 0);
  }

  private NodeFacts facts(NodeRef node) {
    Map<String, String> settings = settings(told.getOrDefault(node.key(), REDIS));
    return new NodeFacts(
        Map.of("NODE", node.key(), "CLUSTER", "redis"),
        Map.of(),
        settings,
        settings(SENTINEL),
        new CommandFacts(Optional.of(Set.of()), Set.of()),
        new RedisFacts("PONG", info(node), settings),
        sentinel(),
        host(node),
        List.of(),
        List.of(),
        Optional.empty(),
        PasswordState.CURRENT,
        Optional.ofNullable(timers.get(node.key())).map(line -> backups()),
        Optional.ofNullable(timers.get(node.key())),
        0);
  }

  private static BackupFacts backups() {
    return new BackupFacts(
        true,
        "bkt",
        "6h",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false,
        Optional.empty());
  }

  private Map<String, String> info(NodeRef node) {
    Map<String, String> info = new LinkedHashMap<>();
    if (keys.getOrDefault(node.key(), 0L) > 0) {
      info.put("db0", "keys=%d,expires=0,avg_ttl=0".formatted(keys.get(node.key())));
    }
    if (node.key().equals(master)) {
      info.put("role", "master");
      info.put("master_repl_offset", "5000000");
      List<NodeRef> replicas = new ArrayList<>(List.of(A, B, C));
      replicas.remove(node);
      replicas.removeIf(one -> down.contains(one.key()));
      for (int i = 0; i < replicas.size(); i++) {
        long bytes = Long.parseLong(behind.getOrDefault(replicas.get(i).key(), "0"));
        info.put(
            "slave" + i,
            "ip=%s,port=6379,state=online,offset=%d,lag=0"
                .formatted(replicas.get(i).privateAddress(), 5_000_000 - bytes));
      }
    } else {
      info.put("role", "slave");
      info.put("master_host", node(master).privateAddress());
      info.put("master_link_status", unlinked.contains(node.key()) ? "down" : "up");
    }
    return info;
  }

  private SentinelFacts sentinel() {
    Map<String, String> monitored = new LinkedHashMap<>(settings(SENTINEL));
    monitored.put("ip", node(master).privateAddress());
    monitored.put("flags", "master");
    monitored.put("num-other-sentinels", "2");
    return new SentinelFacts(
        "PONG",
        Map.of(),
        monitored,
        List.of(),
        List.of(),
        "OK 3 usable Sentinels",
        Optional.empty());
  }

  private HostFacts host(NodeRef node) {
    return new HostFacts(
        Optional.empty(),
        Map.of(),
        "ready bootstrap: the node is ready",
        true,
        Map.of(),
        Map.of(),
        Optional.empty(),
        Optional.empty(),
        new HostFacts.Mount(Optional.empty(), Optional.empty(), Optional.empty(), List.of()),
        freeKiB.containsKey(node.key())
            ? Map.of("/data", new HostFacts.Disk(10_000_000, freeKiB.get(node.key()), 1))
            : Map.of(),
        Map.of(),
        List.of());
  }

  private static Map<String, String> settings(String line) {
    Map<String, String> settings = new LinkedHashMap<>();
    for (String word : line.split(" ")) {
      settings.put(word.split("=")[0], word.split("=")[1].replace(':', ' '));
    }
    return settings;
  }

  private static NodeRef node(String key) {
    int number = key.charAt(0) - 'a' + 1;
    return new NodeRef(
        key, "i-" + key, "z" + key, "10.0.%d.10".formatted(number), "vol-" + key, "eni-" + key);
  }
}
