package io.redissentinel.sentinelctl.elasticache;

import io.redissentinel.sentinelctl.cluster.ClusterLook;
import io.redissentinel.sentinelctl.cluster.NodeFacts;
import io.redissentinel.sentinelctl.cluster.NodeLook;
import io.redissentinel.sentinelctl.cluster.RedisFacts;
import java.util.LinkedHashMap;
import java.util.Map;

/** A cluster whose servers are of another release, or say something else. */
final class OtherFacts {
  private OtherFacts() {}

  /** The cluster with other facts of its servers. */
  static ClusterLook with(ClusterLook look, String version, Map<String, String> more) {
    return new ClusterLook(
        look.outputs(),
        look.nodes().stream()
            .map(
                node ->
                    new NodeLook(
                        node.node(),
                        node.facts().map(facts -> with(facts, version, more)),
                        node.error(),
                        node.remedy(),
                        0))
            .toList());
  }

  private static NodeFacts with(NodeFacts facts, String version, Map<String, String> more) {
    Map<String, String> info = new LinkedHashMap<>(facts.redis().info());
    info.put("redis_version", version);
    info.putAll(more);
    return new NodeFacts(
        facts.env(),
        facts.managed(),
        facts.wantedRedis(),
        facts.wantedSentinel(),
        facts.commands(),
        new RedisFacts("PONG", info, facts.redis().config()),
        facts.sentinel(),
        facts.host(),
        facts.redisWarnings(),
        facts.sentinelWarnings(),
        facts.lastFailover(),
        facts.password(),
        facts.backups(),
        facts.backupTimer(),
        facts.clock());
  }
}
