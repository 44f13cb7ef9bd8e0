package io.redissentinel.sentinelctl.drill;

import io.redissentinel.sentinelctl.CtlException;
import io.redissentinel.sentinelctl.cluster.NodeLook;
import io.redissentinel.sentinelctl.cluster.RedisFacts;
import io.redissentinel.sentinelctl.cluster.SentinelFacts;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The cluster's settings that a failover depends on.
 *
 * @param downAfter after which silence a sentinel takes the master for down
 * @param maxLag how long a master without replicas goes on acknowledging writes; empty: for ever
 */
public record ClusterRules(Duration downAfter, Optional<Duration> maxLag) {
  private static final Duration USUAL_MARGIN = Duration.ofSeconds(3);

  /** As the master's node says. */
  public static ClusterRules of(NodeLook master) {
    Map<String, String> sentinel = master.sentinel().map(SentinelFacts::master).orElse(Map.of());
    Map<String, String> redis = master.redis().map(RedisFacts::config).orElse(Map.of());
    long downAfter = number(sentinel.get("down-after-milliseconds"));
    if (downAfter <= 0) {
      throw CtlException.failed(
          "%s: the sentinel does not say its down-after-milliseconds".formatted(master.node()));
    }
    long replicas = number(redis.get("min-replicas-to-write"));
    long lag = number(redis.get("min-replicas-max-lag"));
    return new ClusterRules(
        Duration.ofMillis(downAfter),
        replicas > 0 && lag > 0 ? Optional.of(Duration.ofSeconds(lag)) : Optional.empty());
  }

  /** How long clients may be without writes, unless somebody says otherwise. */
  public Duration usualTarget() {
    return downAfter.plus(USUAL_MARGIN);
  }

  private static long number(String text) {
    return text != null && text.matches("\\d{1,12}") ? Long.parseLong(text) : 0;
  }
}
