package io.redissentinel.lab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.redissentinel.lab.workload.ClientKind;
import io.redissentinel.lab.workload.Verdict;
import java.time.Duration;

/** A fault of the master, and what all rows that have one expect of it. */
final class MasterFault {
  /** min-replicas-max-lag. */
  private static final int MAX_LAG_SECONDS = 10;

  /** Redis compares whole seconds, and counts its replicas once a second. */
  private static final int GRANULARITY_SECONDS = 2;

  private MasterFault() {}

  /** Inflicts it, waits for the failover, ends it, and waits until the old master is a replica. */
  static void run(FaultLab faults, Row row, Fault fault) {
    row.inflict(() -> fault.inflict(faults, row.master()));
    String master = row.awaitFailover();
    row.holdSinceFault(fault.length());
    fault.undo(faults, row.master());
    assertThat(row.awaitWhole(Duration.ofSeconds(90))).isEqualTo(master);
  }

  /** No write is lost that a replica could have; of the asymmetric cut, none beyond the lag. */
  static void assertBounded(Row row, Fault fault) {
    if (fault == Fault.DEBUG_SLEEP) {
      row.assertNothingLost();
      return;
    }
    if (fault != Fault.CUT_FROM_PEERS) {
      row.assertNothingLostButWhatDiedWithTheMaster();
      return;
    }
    for (ClientKind kind : ClientKind.values()) {
      Verdict verdict = row.verdict(kind);
      if (verdict != null) {
        assertThat(verdict.firstLost()).as(verdict::toString).isPositive();
        assertThat(verdict.lastLost())
            .as(verdict::toString)
            .isLessThan(MAX_LAG_SECONDS + GRANULARITY_SECONDS);
      }
    }
  }
}
