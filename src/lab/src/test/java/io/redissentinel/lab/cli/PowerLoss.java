package io.redissentinel.lab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.redissentinel.lab.workload.ClientKind;
import io.redissentinel.lab.workload.Verdict;
import java.time.Duration;

/** The power goes off for all nodes at once, under writers. */
final class PowerLoss {
  /** How late a node comes. */
  private static final Duration LATE = Duration.ofSeconds(60);

  /** By when two that came back have a master: boot, down-after, and the nodes' own patience. */
  private static final Duration MASTER = Duration.ofSeconds(110);

  /** appendfsync everysec: a second, and another one while a write to the disk is under way. */
  private static final double UNSYNCED_SECONDS = 2;

  private PowerLoss() {}

  /** Two nodes come back and have a master; then the third comes, late, and is a member. */
  static void late(FaultLab faults, Row row, String late) {
    row.write(ClientKind.CAREFUL);
    row.inflict(() -> faults.powerOff(faults.nodes().toArray(String[]::new)));
    faults.start(row.others(late).toArray(String[]::new));
    String master =
        row.await(
            MASTER,
            "master of the two that came back",
            () -> row.masterWithout(late),
            seen -> !seen.isEmpty());
    row.holdSinceFault(LATE);
    faults.start(late);
    assertThat(row.awaitWhole(Duration.ofSeconds(90))).isEqualTo(master);
    assertLostOnlyUnsynced(row);
    row.figure(
        "power off of all, %s 60 s late"
            .formatted(late.equals(row.master()) ? "the master" : "a replica"));
  }

  /** What a power cut may take: what was on no disk yet. Nothing else, and nothing later. */
  static void assertLostOnlyUnsynced(Row row) {
    Verdict verdict = row.verdict(ClientKind.CAREFUL);
    assertThat(verdict.firstLost()).as(verdict::toString).isGreaterThan(-UNSYNCED_SECONDS);
    assertThat(verdict.lastLost()).as(verdict::toString).isLessThan(UNSYNCED_SECONDS);
    assertThat(verdict.twoMasters()).as(verdict::toString).isLessThan(2);
  }
}
