package io.redissentinel;

import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.Resource;
import java.util.List;
import java.util.Map;

/**
 * What all parts of one node share.
 *
 * @param cluster the cluster's name
 * @param key the node's key
 * @param args the component's arguments
 * @param parent the node
 */
record NodeScope(String cluster, String key, RedisSentinelArgs args, Resource parent) {
  /** The name of a part. */
  String name(String suffix) {
    return cluster + "-" + key + suffix;
  }

  Map<String, String> tags() {
    return Tags.ofNode(cluster, key);
  }

  /** Options of a part that follows the arguments at once. */
  CustomResourceOptions.Builder options() {
    return CustomResourceOptions.builder().parent(parent);
  }

  /**
   * Options of a part that follows the arguments except for these properties, whose change would
   * replace or restart it; on a node that is in the rollout it follows them all.
   */
  CustomResourceOptions.Builder holdingBack(List<String> properties) {
    return args.rollout().contains(key) ? options() : options().ignoreChanges(properties);
  }
}
