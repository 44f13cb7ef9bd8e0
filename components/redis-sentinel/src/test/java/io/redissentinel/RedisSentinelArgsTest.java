package io.redissentinel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.pulumi.exceptions.RunException;
import org.junit.jupiter.api.Test;

class RedisSentinelArgsTest {
  @Test
  void nothingIsRequired() {
    RedisSentinelArgs args = RedisSentinelArgs.builder().build();
    assertThat(args.nodes().keys()).containsExactly("a", "b", "c");
    assertThat(args.rollout()).isEmpty();
  }

  @Test
  void allProblemsAreInOneException() {
    var builder =
        RedisSentinelArgs.builder()
            .nodes(NodesArgs.builder().count(4).build())
            .access(AccessArgs.builder().clientCidrs("0.0.0.0/0").build())
            .sentinel(SentinelArgs.builder().downAfterMillis(1).build());

    var refusal = catchThrowableOfType(InvalidArgumentsException.class, builder::build);

    assertThat(refusal.problems())
        .extracting(line -> line.substring(0, line.indexOf(':')))
        .containsExactly("nodes.count", "access.clientCidrs[0]", "sentinel.downAfterMillis");
    assertThat(refusal.getMessage().lines())
        .hasSize(4)
        .first()
        .isEqualTo("RedisSentinel cannot be built:");
  }

  @Test
  void pulumiPrintsARefusalWithoutAStackTrace() {
    assertThatExceptionOfType(RunException.class)
        .isThrownBy(
            () -> RedisSentinelArgs.builder().nodes(NodesArgs.builder().count(2).build()).build());
  }

  @Test
  void redisAndSentinelCannotShareAPort() {
    assertThat(Refusals.of(args -> args.redis(RedisArgs.builder().port(26379).build())))
        .containsExactly(
            "sentinel.port: must differ from the port of the Redis servers, got 26379; choose"
                + " another for one");
  }

  @Test
  void aRolloutNamesNodesThatThereAre() {
    assertThat(Refusals.of(args -> args.rollout("d")))
        .containsExactly(
            "rollout: must name nodes of [a, b, c], got 'd'; take the key from the nodes output");
  }

  @Test
  void aRolloutLeavesAMajorityRunning() {
    assertThat(Refusals.of(args -> args.rollout("b"))).isEmpty();
    assertThat(Refusals.of(args -> args.rollout("b", "c")))
        .containsExactly(
            "rollout: must leave a majority of the nodes running, so name at most 1, got 2; roll"
                + " out one node at a time");
  }
}
