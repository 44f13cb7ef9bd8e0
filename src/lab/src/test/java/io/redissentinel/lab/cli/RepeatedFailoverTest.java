package io.redissentinel.lab.cli;

import io.redissentinel.lab.workload.ClientKind;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Failovers one after the other: the figures; and how the clients that users have fare. */
@Tag("long")
@ExtendWith(FaultLabExtension.class)
@Timeout(value = 4, unit = TimeUnit.MINUTES)
final class RepeatedFailoverTest {
  private static final int ROUNDS = 2;
  private final FaultLab faults;

  RepeatedFailoverTest(FaultLab faults) {
    this.faults = faults;
  }

  static Stream<Arguments> tenInARow() {
    List<Arguments> rows = new ArrayList<>();
    for (int downAfter : List.of(5000, 1000)) {
      for (int round = 1; round <= ROUNDS; round++) {
        for (Fault fault : Fault.values()) {
          rows.add(Arguments.of(downAfter, round, fault));
        }
      }
    }
    return rows.stream();
  }

  @ParameterizedTest(name = "down-after {0} ms, round {1}: {2}")
  @MethodSource
  void tenInARow(int downAfterMillis, int round, Fault fault) {
    faults.row(
        "down-after %d, round %d, %s of the master".formatted(downAfterMillis, round, fault),
        row -> {
          faults.setDownAfter(downAfterMillis);
          row.write(ClientKind.CAREFUL);
          MasterFault.run(faults, row, fault);
          MasterFault.assertBounded(row, fault);
          row.figure(fault + " of the master");
          row.assertFailovers(1);
        });
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void withJedisAndLettuce(Fault fault) {
    faults.row(
        "Jedis and Lettuce, %s of the master".formatted(fault),
        row -> {
          faults.setDownAfter(5000);
          row.write(ClientKind.values());
          MasterFault.run(faults, row, fault);
          row.figure(fault + " of the master, three kinds of clients");
          MasterFault.assertBounded(row, fault);
          // Each finds the new master by itself, and soon.
          row.assertWritesHeldUpLessThan(fault == Fault.CUT_FROM_PEERS ? 30 : 20);
          row.assertFailovers(1);
        });
  }
}
