package io.redissentinel.lab.cli;

import io.redissentinel.lab.cloud.Cloud;
import io.redissentinel.lab.cloud.Resource;
import io.redissentinel.lab.cloud.ec2.NetworkInterfaces;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A node without an instance: terminated, or not made yet. It is known by its network interface,
 * which stays.
 *
 * @param cluster the name of its cluster
 * @param key its key in the cluster
 * @param address its private address
 */
record LostNode(String cluster, String key, String address) {
  static List<LostNode> all(Cloud cloud) {
    Set<String> there =
        LabNode.all(cloud).stream().map(LabNode::path).collect(Collectors.toUnmodifiableSet());
    return cloud.list(NetworkInterfaces.TOKEN).stream()
        .filter(nic -> LabNode.tag(nic, "node") != null)
        .map(LostNode::of)
        .filter(node -> !there.contains(node.path()))
        .toList();
  }

  /** Its name among all nodes of the lab. */
  String path() {
    return cluster + "/" + key;
  }

  private static LostNode of(Resource nic) {
    return new LostNode(
        LabNode.tag(nic, "cluster"),
        LabNode.tag(nic, "node"),
        nic.outputs().requireText("privateIp"));
  }
}
