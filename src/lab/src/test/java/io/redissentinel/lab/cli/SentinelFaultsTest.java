package io.redissentinel.lab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.redissentinel.lab.workload.ClientKind;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What befalls sentinels alone is no failover, and leaves no ghost. */
@Tag("nodes")
@ExtendWith(FaultLabExtension.class)
@Timeout(value = 3, unit = TimeUnit.MINUTES)
final class SentinelFaultsTest {
  private static final String PID = "pidof redis-sentinel";
  private static final String IDENTITY = "grep '^sentinel myid' /data/sentinel.conf";

  private final FaultLab faults;

  SentinelFaultsTest(FaultLab faults) {
    this.faults = faults;
  }

  @ParameterizedTest(name = "killed on {0}")
  @ValueSource(ints = {1, 2})
  void killed(int count) {
    faults.row(
        "sentinel killed on " + count,
        row -> {
          List<String> victims = row.anyNodes(count);
          List<String> before = faults.onEach(victims, PID);
          row.write(ClientKind.CAREFUL);
          row.inflict(
              () -> faults.each(victims, node -> faults.sh(node, "pkill -9 -x redis-sentinel")));
          assertUndisturbed(row);
          assertThat(faults.onEach(victims, PID)).doesNotContainAnyElementsOf(before);
        });
  }

  @ParameterizedTest(name = "sentinel.conf truncated to {0}")
  @ValueSource(strings = {"half", "nothing"})
  void configurationTruncated(String to) {
    String size = to.equals("half") ? "$(($(stat -c %s /data/sentinel.conf) / 2))" : "0";
    faults.row(
        "sentinel.conf truncated to " + to,
        row -> {
          String victim = row.anyNodes(1).get(0);
          String identity = faults.sh(victim, IDENTITY);
          row.write(ClientKind.CAREFUL);
          // Killed first: a sentinel that runs writes its file anew.
          row.inflict(
              () ->
                  faults.sh(
                      victim,
                      "pkill -9 -x redis-sentinel; truncate -s " + size + " /data/sentinel.conf"));
          assertUndisturbed(row);
          assertThat(faults.sh(victim, IDENTITY)).isEqualTo(identity);
        });
  }

  private static void assertUndisturbed(Row row) {
    assertThat(row.awaitWhole(Duration.ofSeconds(90))).isEqualTo(row.master());
    row.assertNothingLost();
    row.assertWritesHeldUpLessThan(2);
    row.assertFailovers(0);
  }
}
