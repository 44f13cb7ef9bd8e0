package io.redissentinel;

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

  private Tags() {}

  /** The tags of what belongs to the whole cluster. */
  static Map<String, String> ofCluster(String cluster) {
    return Map.of(NAME, cluster, CLUSTER, cluster);
  }

  /** The tags of what belongs to one node. */
  static Map<String, String> ofNode(String cluster, String key) {
    return Map.of(NAME, cluster + "-" + key, CLUSTER, cluster, NODE, key);
  }

  /** The tags of a node's instance. */
  static Map<String, String> ofInstance(String cluster, String key, String fingerprint) {
    Map<String, String> tags = new TreeMap<>(ofNode(cluster, key));
    tags.put(FINGERPRINT, fingerprint);
    return tags;
  }
}
