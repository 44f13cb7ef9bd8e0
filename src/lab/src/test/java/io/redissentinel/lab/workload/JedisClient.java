package io.redissentinel.lab.workload;

import java.util.stream.Collectors;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.RedisSentinelClient;

/** Jedis as its documentation has it for Sentinel, with time-outs that a user would set. */
final class JedisClient implements Client {
  private static final int LIMIT_MILLIS = 1000;
  private final RedisSentinelClient jedis;

  JedisClient(WorkloadSettings settings) {
    DefaultJedisClientConfig.Builder config =
        DefaultJedisClientConfig.builder()
            .connectionTimeoutMillis(LIMIT_MILLIS)
            .socketTimeoutMillis(LIMIT_MILLIS);
    if (!settings.password().isEmpty()) {
      config.password(settings.password());
    }
    JedisClientConfig both = config.build();
    jedis =
        RedisSentinelClient.builder()
            .masterName(settings.masterName())
            .sentinels(
                settings.sentinels().stream()
                    .map(sentinel -> new HostAndPort(sentinel.host(), sentinel.port()))
                    .collect(Collectors.toSet()))
            .clientConfig(both)
            .sentinelClientConfig(both)
            .build();
  }

  @Override
  public void set(String key, String value) {
    jedis.set(key, value);
  }

  @Override
  public void close() {
    jedis.close();
  }
}
