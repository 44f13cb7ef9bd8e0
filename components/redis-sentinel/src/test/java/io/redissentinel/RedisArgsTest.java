package io.redissentinel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedisArgsTest {
  private static final String SHA256 = "0123456789abcdef".repeat(4);

  @Test
  void defaults() {
    RedisArgs redis = RedisArgs.builder().build();
    assertThat(redis.version()).isEqualTo("5.0.7");
    assertThat(redis.url()).isEmpty();
    assertThat(redis.sha256()).isEmpty();
    assertThat(redis.port()).isEqualTo(6379);
    assertThat(redis.minReplicasToWrite()).isEqualTo(1);
    assertThat(redis.minReplicasMaxLagSeconds()).isEqualTo(10);
    assertThat(redis.runTests()).isFalse();
    assertThat(redis.disabledCommands()).isEmpty();
    assertThat(redis.spec().source().url())
        .isEqualTo("https://download.redis.io/releases/redis-5.0.7.tar.gz");
    assertThat(Refusals.ofRedis(args -> args)).isEmpty();
  }

  @Test
  void mapping() {
    RedisArgs redis =
        RedisArgs.builder()
            .version("5.0.9")
            .url("http://10.0.0.2/redis-5.0.9.tar.gz")
            .sha256(SHA256)
            .port(7000)
            .minReplicasToWrite(2)
            .minReplicasMaxLagSeconds(5)
            .runTests(true)
            .disabledCommands("FLUSHALL", "DEBUG")
            .build();
    var spec = redis.spec();
    assertThat(spec.source().version()).isEqualTo("5.0.9");
    assertThat(spec.source().url()).isEqualTo("http://10.0.0.2/redis-5.0.9.tar.gz");
    assertThat(spec.source().sha256()).isEqualTo(SHA256);
    assertThat(spec.port()).isEqualTo(7000);
    assertThat(redis.minReplicasToWrite()).isEqualTo(2);
    assertThat(redis.minReplicasMaxLagSeconds()).isEqualTo(5);
    assertThat(spec.runTests()).isTrue();
    assertThat(redis.disabledCommands()).containsExactly("FLUSHALL", "DEBUG");
  }

  @ParameterizedTest
  @CsvSource({
    "SLAVEOF, Sentinel could not fail over",
    "REPLICAOF, Sentinel could not fail over",
    "CONFIG, Sentinel could not fail over",
    "MULTI, Sentinel could not fail over",
    "EXEC, Sentinel could not fail over",
    "CLIENT, Sentinel could not fail over",
    "PSYNC, replicas could not follow",
    "SYNC, replicas could not follow",
    "REPLCONF, replicas could not follow",
    "SELECT, replicas could not follow",
    "INFO, Sentinel would find the server down",
    "PING, Sentinel would find the server down",
    "AUTH, Sentinel would find the server down",
    "ROLE, Sentinel would find the server down",
    "SUBSCRIBE, Sentinel would find the server down",
    "PUBLISH, Sentinel would find the server down",
    "BGSAVE, the node's own scripts",
    "BGREWRITEAOF, the node's own scripts",
    "SHUTDOWN, the node's own scripts",
    "COMMAND, the node's own scripts",
    "SENTINEL, it is the sentinels'",
  })
  void aCommandThatTheClusterLivesByIsNotDisabled(String command, String reason) {
    assertThat(Refusals.ofRedis(args -> args.disabledCommands("FLUSHALL", command)))
        .singleElement()
        .asString()
        .startsWith(
            "redis.disabledCommands[1]: must leave alone what the cluster lives by: " + reason)
        .contains("'" + command + "'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"flushall", "GET", "NOSUCH", "FLUSHALL \"\"", ""})
  void whatRedisMayNotKnowIsNotDisabledSinceItWouldNotStart(String command) {
    assertThat(Refusals.ofRedis(args -> args.disabledCommands(command)))
        .singleElement()
        .asString()
        .startsWith("redis.disabledCommands[0]: must be one of DEBUG, DUMP, EVAL,");
  }

  @Test
  void aCommandIsDisabledOnce() {
    assertThat(Refusals.ofRedis(args -> args.disabledCommands("DEBUG", "DEBUG")))
        .singleElement()
        .asString()
        .startsWith("redis.disabledCommands[1]: must be there once");
  }

  @Test
  void aVersionThatTheCatalogueLacksIsRefused() {
    assertThat(Refusals.ofRedis(args -> args.version("5.0.99")))
        .singleElement()
        .asString()
        .startsWith("redis.version: '5.0.99' is not in the catalogue (5.0.6, 5.0.7,");
  }

  @Test
  void aUrlWithoutAHashIsRefused() {
    assertThat(Refusals.ofRedis(args -> args.url("http://10.0.0.2/redis.tar.gz")))
        .containsExactly(
            "redis.url: must have both a URL and a SHA-256, got 'a URL only'; give both, or neither"
                + " to take an official release");
  }

  @Test
  void aMalformedHashIsRefused() {
    assertThat(Refusals.ofRedis(args -> args.url("http://10.0.0.2/r.tar.gz").sha256("abc")))
        .containsExactly("redis.sha256: must be 64 lower-case hexadecimal digits, got 'abc'");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 22, 1023, 65_536})
  void aPortThatNeedsPrivilegesOrIsNoneIsRefused(int port) {
    assertThat(Refusals.ofRedis(args -> args.port(port)))
        .singleElement()
        .asString()
        .startsWith("redis.port: must be between 1024 and 65535, got " + port);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 3})
  void moreReplicasThanThereAreAreRefused(int replicas) {
    assertThat(Refusals.ofRedis(args -> args.minReplicasToWrite(replicas)))
        .containsExactly(
            "redis.minReplicasToWrite: must be between 0 and 2, got %d; a master has 2 replicas; 0"
                    .formatted(replicas)
                + " switches the guard off");
  }

  @Test
  void aLagOfZeroWouldSwitchTheGuardOffAndIsRefused() {
    assertThat(Refusals.ofRedis(args -> args.minReplicasMaxLagSeconds(0)))
        .singleElement()
        .asString()
        .startsWith("redis.minReplicasMaxLagSeconds: must be between 1 and 3600, got 0");
  }

  @Test
  void tlsIsRefusedAndTheReleaseThatHasItIsNamed() {
    assertThat(Refusals.ofRedis(args -> args.tls(true)))
        .containsExactly(
            "redis.tls: must be false with Redis 5.0.7, got true; it has no TLS: Redis has it from"
                + " 6.0 on (take 6.2.23), and this component does not set TLS up yet"
                + " even there");
    assertThat(Refusals.ofRedis(args -> args.version("6.2.23").tls(true)))
        .containsExactly(
            "redis.tls: must be false with Redis 6.2.23, got true; this component does not set TLS"
                + " up yet, so leave it out");
  }
}
