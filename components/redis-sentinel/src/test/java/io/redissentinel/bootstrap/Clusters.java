package io.redissentinel.bootstrap;

import java.util.List;
import java.util.Optional;

/** The cluster that the tests of this package render. */
final class Clusters {
  static final String SECRET =
      "arn:aws:secretsmanager:eu-west-1:111122223333:secret:redis-password-1a2b3c4-Xq7bZk";

  private Clusters() {}

  static ClusterSpec three() {
    return three(RedisCatalogue.official("5.0.7"));
  }

  static ClusterSpec three(RedisSource source) {
    return three(source, new AuthSpec(AuthSpec.Kind.SECRETS_MANAGER, SECRET), Optional.empty());
  }

  static ClusterSpec three(RedisSource source, AuthSpec auth, Optional<String> awsEndpointUrl) {
    return new ClusterSpec(
        "redis",
        "eu-west-1",
        awsEndpointUrl,
        auth,
        new RedisSpec(source, 6379, 1, 10, false),
        new SentinelSpec("mymaster", 26379, 2, 5000, 10_000, 1),
        List.of(
            new NodeSpec("a", "10.0.1.10", "vol-0a1", "/dev/sdf"),
            new NodeSpec("b", "10.0.2.10", "vol-0b1", "/dev/sdf"),
            new NodeSpec("c", "10.0.3.10", "vol-0c1", "/dev/sdf")));
  }
}
