package io.redissentinel.lab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.redissentinel.lab.workload.ClientKind;
import io.redissentinel.lab.workload.Verdict;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The five faults, of the master and of a replica, while writers write. */
@Tag("nodes")
@ExtendWith(FaultLabExtension.class)
@Timeout(value = 3, unit = TimeUnit.MINUTES)
final class NodeFaultsTest {
  /** What a replica's end may hold writers up: its last acknowledgements, on a busy machine. */
  private static final double HICCUP = 2;

  private final FaultLab faults;

  NodeFaultsTest(FaultLab faults) {
    this.faults = faults;
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void ofTheMaster(Fault fault) {
    faults.row(
        fault + " of the master",
        row -> {
          row.write(ClientKind.CAREFUL);
          MasterFault.run(faults, row, fault);
          MasterFault.assertBounded(row, fault);
          row.figure(fault + " of the master");
          row.assertFailovers(1);
        });
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void ofAReplica(Fault fault) {
    faults.row(
        fault + " of a replica",
        row -> {
          String replica = row.replica();
          row.write(ClientKind.CAREFUL);
          row.inflict(() -> fault.inflict(faults, replica));
          // Longer than down-after: all sentinels have seen it.
          row.holdSinceFault(Duration.ofSeconds(7));
          fault.undo(faults, replica);
          assertThat(row.awaitWhole(Duration.ofSeconds(90))).isEqualTo(row.master());
          row.assertNothingLost();
          row.assertWritesHeldUpLessThan(HICCUP);
          row.assertFailovers(0);
          Verdict verdict = row.verdict(ClientKind.CAREFUL);
          assertThat(verdict.acknowledged()).isGreaterThan(1000);
        });
  }
}
