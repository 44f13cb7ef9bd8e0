package io.redissentinel.lab.workload;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.masterreplica.MasterReplica;
import io.lettuce.core.masterreplica.StatefulRedisMasterReplicaConnection;
import java.time.Duration;

/** Lettuce as its documentation has it for Sentinel, with time-outs that a user would set. */
final class LettuceClient implements Client {
  private static final Duration LIMIT = Duration.ofSeconds(1);
  private final RedisClient client = RedisClient.create();
  private final StatefulRedisMasterReplicaConnection<String, String> connection;

  LettuceClient(WorkloadSettings settings) {
    client.setOptions(
        ClientOptions.builder()
            .socketOptions(SocketOptions.builder().connectTimeout(LIMIT).build())
            .timeoutOptions(TimeoutOptions.enabled(LIMIT))
            .build());
    connection = MasterReplica.connect(client, StringCodec.UTF8, uri(settings));
  }

  private static RedisURI uri(WorkloadSettings settings) {
    RedisURI.Builder uri =
        RedisURI.builder().withSentinelMasterId(settings.masterName()).withTimeout(LIMIT);
    for (Endpoint endpoint : settings.sentinels()) {
      RedisURI.Builder sentinel =
          RedisURI.builder().withHost(endpoint.host()).withPort(endpoint.port()).withTimeout(LIMIT);
      if (!settings.password().isEmpty()) {
        sentinel.withPassword(settings.password().toCharArray());
      }
      uri.withSentinel(sentinel.build());
    }
    if (!settings.password().isEmpty()) {
      uri.withPassword(settings.password().toCharArray());
    }
    return uri.build();
  }

  @Override
  public void set(String key, String value) {
    String answer = connection.sync().set(key, value);
    if (!"OK".equals(answer)) {
      throw new IllegalStateException("SET answered " + answer);
    }
  }

  @Override
  public void close() {
    client.shutdown(Duration.ZERO, LIMIT);
  }
}
