package io.redissentinel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SentinelArgsTest {
  @Test
  void defaults() {
    SentinelArgs sentinel = SentinelArgs.builder().build();
    assertThat(sentinel.masterName()).isEqualTo("mymaster");
    assertThat(sentinel.port()).isEqualTo(26379);
    assertThat(sentinel.quorum()).isEmpty();
    assertThat(sentinel.downAfterMillis()).isEqualTo(5_000);
    assertThat(sentinel.failoverTimeoutMillis()).isEqualTo(10_000);
    assertThat(sentinel.parallelSyncs()).isEqualTo(1);
    assertThat(Refusals.ofSentinel(args -> args)).isEmpty();
  }

  @Test
  void withoutAQuorumAMajorityDecides() {
    SentinelArgs sentinel = SentinelArgs.builder().build();
    assertThat(sentinel.quorumOf(3)).isEqualTo(2);
    assertThat(sentinel.quorumOf(5)).isEqualTo(3);
    assertThat(sentinel.quorumOf(7)).isEqualTo(4);
  }

  @Test
  void mapping() {
    SentinelArgs sentinel =
        SentinelArgs.builder()
            .masterName("orders")
            .port(27000)
            .quorum(3)
            .downAfterMillis(2_000)
            .failoverTimeoutMillis(60_000)
            .parallelSyncs(2)
            .build();
    assertThat(sentinel.spec().masterName()).isEqualTo("orders");
    assertThat(sentinel.spec().port()).isEqualTo(27000);
    assertThat(sentinel.quorumOf(3)).isEqualTo(3);
    assertThat(sentinel.downAfterMillis()).isEqualTo(2_000);
    assertThat(sentinel.failoverTimeoutMillis()).isEqualTo(60_000);
    assertThat(sentinel.parallelSyncs()).isEqualTo(2);
  }

  @Test
  void aQuorumThatCannotBeMetIsRefused() {
    assertThat(Refusals.ofSentinel(args -> args.quorum(5)))
        .containsExactly(
            "sentinel.quorum: must be between 2 and 3 for 3 sentinels, got 5; lower the quorum or"
                + " add sentinels");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 999, 3_600_001})
  void timesThatFlapOrNeverComeAreRefused(int millis) {
    assertThat(
            Refusals.ofSentinel(args -> args.downAfterMillis(millis).failoverTimeoutMillis(millis)))
        .hasSize(2)
        .allMatch(line -> line.contains("must be between 1000 and 3600000, got " + millis));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3})
  void parallelSyncsBeyondTheReplicasAreRefused(int parallelSyncs) {
    assertThat(Refusals.ofSentinel(args -> args.parallelSyncs(parallelSyncs)))
        .singleElement()
        .asString()
        .startsWith("sentinel.parallelSyncs: must be between 1 and 2, got " + parallelSyncs);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "my master", "-m", "m'", "m\n"})
  void aMasterNameThatWouldNeedQuotingIsRefused(String masterName) {
    assertThat(Refusals.ofSentinel(args -> args.masterName(masterName)))
        .singleElement()
        .asString()
        .startsWith("sentinel.masterName: must be of letters, digits");
  }
}
