package io.redissentinel.bootstrap;

import java.util.List;
import java.util.Optional;

/** The cluster that the tests of this package render. */
final class Clusters {
  static final String SECRET =
      "arn:aws:secretsmanager:eu-west-1:111122223333:secret:redis-password-1a2b3c4-Xq7bZk";

  static final LiveSettings LIVE =
      new LiveSettings(
          "maxmemory=auto maxmemory-policy=noeviction min-replicas-to-write=1"
              + " min-replicas-max-lag=10 appendonly=yes appendfsync=everysec"
              + " save=3600:1:300:100:60:10000 repl-backlog-size=64mb"
              + " client-output-buffer-limit=replica:256mb:128mb:60",
          "quorum=2 down-after-milliseconds=5000 failover-timeout=10000 parallel-syncs=1",
          "FLUSHALL DEBUG",
          "bucket=redis-backups-1a2b3c4 prefix=prod/ every=6h");

  static final ScriptsSpec SCRIPTS =
      new ScriptsSpec(
          List.of("redis-scripts-0-1a2b3c4", "redis-scripts-1-5d6e7f8"),
          "0123456789abcdef".repeat(4));

  private Clusters() {}

  static ClusterSpec three() {
    return three(RedisCatalogue.official("5.0.7"));
  }

  static ClusterSpec three(RedisSource source) {
    return three(source, new AuthSpec(AuthSpec.Kind.SECRETS_MANAGER, SECRET), Optional.empty());
  }

  static ClusterSpec three(LiveSettings live) {
    ClusterSpec three = three();
    return new ClusterSpec(
        three.name(),
        three.region(),
        three.awsEndpointUrl(),
        three.scripts(),
        three.auth(),
        three.redis(),
        three.sentinel(),
        live,
        three.restoreFrom(),
        three.nodes());
  }

  static ClusterSpec restoring(String restoreFrom) {
    ClusterSpec three = three();
    return new ClusterSpec(
        three.name(),
        three.region(),
        three.awsEndpointUrl(),
        three.scripts(),
        three.auth(),
        three.redis(),
        three.sentinel(),
        three.live(),
        Optional.of(restoreFrom),
        three.nodes());
  }

  static ClusterSpec three(RedisSource source, AuthSpec auth, Optional<String> awsEndpointUrl) {
    return new ClusterSpec(
        "redis",
        "eu-west-1",
        awsEndpointUrl,
        SCRIPTS,
        auth,
        new RedisSpec(source, 6379, false),
        new SentinelSpec("mymaster", 26379),
        LIVE,
        Optional.empty(),
        List.of(
            new NodeSpec("a", "10.0.1.10", "vol-0a1", "/dev/sdf"),
            new NodeSpec("b", "10.0.2.10", "vol-0b1", "/dev/sdf"),
            new NodeSpec("c", "10.0.3.10", "vol-0c1", "/dev/sdf")));
  }
}
