package io.redissentinel.lab.cli;

import io.redissentinel.lab.workload.ClientKind;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * For bin/bench: how long writers are held up when the master is killed, several times in a row.
 */
@Tag("bench")
@ExtendWith(FaultLabExtension.class)
final class FailoverBench {
  private final FaultLab faults;

  FailoverBench(FaultLab faults) {
    this.faults = faults;
  }

  @Test
  void killTheMaster() {
    faults.setDownAfter(Integer.getInteger("bench.downAfterMillis"));
    for (int run = 1; run <= Integer.getInteger("bench.runs"); run++) {
      faults.row(
          "failover " + run,
          row -> {
            row.write(ClientKind.CAREFUL);
            MasterFault.run(faults, row, Fault.KILL);
            row.figure(Fault.KILL + " of the master");
          });
    }
  }
}
