package io.redissentinel;

import io.redissentinel.bootstrap.LiveSettings;
import java.util.Map;
import java.util.TreeMap;

/** The tags that the component's resources carry, and that tools find them by. */
final class Tags {
  /** For people who look at the AWS console; nothing relies on it. */
  static final String NAME = "Name";

  static final String CLUSTER = "redis-sentinel:cluster";
  static final String NODE = "redis-sentinel:node";

  /** On an instance: names the user data that it was launched with. */
  static final String FINGERPRINT = "redis-sentinel:fingerprint";

  /** On an instance: what its Redis server and its sentinel are to take while they run. */
  static final String REDIS_SETTINGS = "redis-sentinel:redis-settings";

  static final String SENTINEL_SETTINGS = "redis-sentinel:sentinel-settings";

  /** On an instance: what its Redis server is to do without when it next starts. */
  static final String DISABLED_COMMANDS = "redis-sentinel:disabled-commands";

  /** On an instance: where its backups go, and how often. */
  static final String BACKUPS = "redis-sentinel:backups";

  /** On a data volume: names the cluster whose policy takes snapshots of it. */
  private static final String VOLUME_SNAPSHOTS = "redis-sentinel:volume-snapshots";

  private Tags() {}

  /** The tags of what belongs to the whole cluster. */
  static Map<String, String> ofCluster(String cluster) {
    return Map.of(NAME, cluster, CLUSTER, cluster);
  }

  /** The tags of what belongs to one node. */
  static Map<String, String> ofNode(String cluster, String key) {
    return Map.of(NAME, cluster + "-" + key, CLUSTER, cluster, NODE, key);
  }

  /**
   * What marks a data volume for snapshots. A tag of its own: the cluster's is on the root disks,
   * too, which hold nothing that has to last.
   */
  static Map<String, String> ofSnapshots(String cluster) {
    return Map.of(VOLUME_SNAPSHOTS, cluster);
  }

  /** The tags of a node's instance. */
  static Map<String, String> ofInstance(
      String cluster, String key, String fingerprint, LiveSettings settings) {
    Map<String, String> tags = new TreeMap<>(ofNode(cluster, key));
    tags.put(FINGERPRINT, fingerprint);
    tags.put(REDIS_SETTINGS, settings.redis());
    tags.put(SENTINEL_SETTINGS, settings.sentinel());
    tags.put(DISABLED_COMMANDS, settings.commands());
    tags.put(BACKUPS, settings.backups());
    return tags;
  }
}
