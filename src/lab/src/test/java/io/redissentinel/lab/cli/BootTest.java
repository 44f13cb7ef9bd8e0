package io.redissentinel.lab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.redissentinel.lab.workload.ClientKind;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nodes reboot or lose power, one or all, and come back in any order. */
@Tag("long")
@ExtendWith(FaultLabExtension.class)
@Timeout(value = 5, unit = TimeUnit.MINUTES)
final class BootTest {
  private static final Duration BOOT = Duration.ofSeconds(120);
  private final FaultLab faults;

  BootTest(FaultLab faults) {
    this.faults = faults;
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "b", "c"})
  void rebootOf(String node) {
    faults.row(
        "reboot of " + node,
        row -> {
          row.write(ClientKind.CAREFUL);
          row.inflict(() -> faults.host().reboot(faults.instance(node)));
          row.awaitWhole(BOOT);
          row.assertNothingLost();
        });
  }

  @Test
  void rebootOfAllAtOnce() {
    faults.row(
        "reboot of all at once",
        row -> {
          row.write(ClientKind.CAREFUL);
          row.inflict(
              () ->
                  faults.each(faults.nodes(), node -> faults.host().reboot(faults.instance(node))));
          row.awaitWhole(BOOT);
          // In good order: what was acknowledged is on the disks.
          row.assertNothingLost();
        });
  }

  /** The next one starts when the one before runs, long before it is a member. */
  @ParameterizedTest
  @ValueSource(strings = {"abc", "acb", "bac", "bca", "cab", "cba"})
  void powerOffOfAllAndStartInTheOrder(String order) {
    faults.row(
        "power off of all, start in the order " + order,
        row -> {
          row.write(ClientKind.CAREFUL);
          row.inflict(() -> faults.powerOff(faults.nodes().toArray(String[]::new)));
          for (String node : order.split("")) {
            faults.start(node);
          }
          row.awaitWhole(BOOT);
          PowerLoss.assertLostOnlyUnsynced(row);
        });
  }

  /** With the master among the two that come back first; without it: {@link PowerLossTest}. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void powerOffOfAllAndAReplicaAMinuteLate(int which) {
    faults.row(
        "power off of all, replica %d a minute late".formatted(which),
        row -> PowerLoss.late(faults, row, row.replicas().get(which)));
  }

  @Test
  void aVolumeAttachedAMinuteAfterBoot() {
    faults.row(
        "volume attached a minute after boot",
        row -> {
          String node = row.replica();
          row.write(ClientKind.CAREFUL);
          row.inflict(() -> faults.powerOff(node));
          faults.lab().ok("detach", node);
          faults.start(node);
          row.hold(Duration.ofSeconds(60), "volume that is not there yet");
          assertThat(faults.sh(node, "tail -n 1 /var/log/redis-node.log"))
              .contains("waiting for volume");
          faults.lab().ok("attach", node);
          assertThat(row.awaitWhole(BOOT)).isEqualTo(row.master());
          row.assertNothingLost();
          row.assertFailovers(0);
          assertThat(faults.onEach(List.of(node), "findmnt -n -o FSTYPE /data"))
              .containsExactly("ext4\n");
        });
  }
}
