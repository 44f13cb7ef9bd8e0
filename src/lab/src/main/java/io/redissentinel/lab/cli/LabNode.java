package io.redissentinel.lab.cli;

import io.redissentinel.lab.cloud.Cloud;
import io.redissentinel.lab.cloud.Resource;
import io.redissentinel.lab.cloud.ec2.Instances;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A node that the lab runs, as its instance's tags say.
 *
 * @param cluster the name of its cluster
 * @param key its key in the cluster
 * @param instanceId its instance
 * @param address its private address
 */
record LabNode(String cluster, String key, String instanceId, String address) {
  /** All nodes, by cluster and key. */
  static List<LabNode> all(Cloud cloud) {
    return cloud.list(Instances.TOKEN).stream()
        .filter(instance -> tag(instance, "node") != null)
        .map(
            instance ->
                new LabNode(
                    tag(instance, "cluster"),
                    tag(instance, "node"),
                    instance.id(),
                    instance.outputs().requireText("privateIp")))
        .sorted(Comparator.comparing(LabNode::cluster).thenComparing(LabNode::key))
        .toList();
  }

  /**
   * The node of a name: its key where that is enough, else {@code CLUSTER/KEY}.
   *
   * @param lost those without an instance, which nobody can do anything to
   * @throws UsageException if no node or several are meant; the message lists what there is
   */
  static LabNode named(String name, List<LabNode> all, List<LostNode> lost) {
    List<LabNode> meant =
        all.stream().filter(node -> name.equals(node.key()) || name.equals(node.path())).toList();
    if (meant.size() == 1) {
      return meant.get(0);
    }
    if (meant.isEmpty()
        && lost.stream().anyMatch(node -> name.equals(node.key()) || name.equals(node.path()))) {
      throw new UsageException(
          "the instance of '%s' is gone; a new one: bin/lab pulumi -- up --refresh --yes --skip-preview"
              .formatted(name));
    }
    String choice = all.stream().map(LabNode::path).collect(Collectors.joining(", "));
    throw new UsageException(
        meant.isEmpty()
            ? "there is no node '%s' in the lab (%s)"
                .formatted(name, choice.isEmpty() ? "it has none; bin/lab up makes some" : choice)
            : "there are several nodes '%s': name one of %s".formatted(name, choice));
  }

  /** Its name among all nodes of the lab. */
  String path() {
    return cluster + "/" + key;
  }

  static String tag(Resource instance, String name) {
    return instance.outputs().textMap("tags").get("redis-sentinel:" + name);
  }
}
