package io.redissentinel.lab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.redissentinel.lab.workload.ClientKind;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a node loses, the others keep: an empty master is what empties its replicas. */
@Tag("nodes")
@ExtendWith(FaultLabExtension.class)
@Timeout(value = 4, unit = TimeUnit.MINUTES)
final class LostDataTest {
  private static final Duration REMADE = Duration.ofSeconds(90);
  private final FaultLab faults;

  LostDataTest(FaultLab faults) {
    this.faults = faults;
  }

  @Test
  void theMastersDataDirectoryEmptiedAndItsProcessRestartedAtOnce() {
    faults.row(
        "data directory of the master emptied",
        row -> {
          row.write(ClientKind.CAREFUL);
          row.inflict(
              () ->
                  faults.sh(
                      row.master(),
                      """
                      pkill -9 -x redis-server
                      rm -rf /data/appendonly* /data/dump.rdb
                      systemctl restart --no-block redis-server
                      """));
          String master = row.awaitFailover();
          assertThat(row.awaitWhole(Duration.ofSeconds(90))).isEqualTo(master);
          row.assertNothingLostButWhatDiedWithTheMaster();
          row.assertFailovers(1);
        });
  }

  @Test
  void theMastersVolumeLost() {
    faults.row(
        "volume of the master lost",
        row -> {
          String instance = faults.instance(row.master());
          row.write(ClientKind.CAREFUL);
          row.inflict(() -> faults.lab().ok("lose-volume", row.master()));
          String master = row.awaitFailover();
          faults.remake(row.master());
          assertThat(row.awaitWhole(REMADE)).isEqualTo(master);
          assertThat(faults.instance(row.master())).isNotEqualTo(instance);
          row.assertNothingLostButWhatDiedWithTheMaster();
          row.assertFailovers(1);
        });
  }

  @Test
  void aReplicasVolumeLost() {
    faults.row(
        "volume of a replica lost",
        row -> {
          String replica = row.replica();
          String instance = faults.instance(replica);
          row.write(ClientKind.CAREFUL);
          row.inflict(() -> faults.lab().ok("lose-volume", replica));
          faults.remake(replica);
          assertThat(row.awaitWhole(REMADE)).isEqualTo(row.master());
          assertThat(faults.instance(replica)).isNotEqualTo(instance);
          row.assertNothingLost();
          row.assertFailovers(0);
        });
  }

  /** The first node is the master of a new cluster, and must not believe that it is in one. */
  @Test
  void theInstanceOfTheFirstMasterTerminatedAfterAFailover() {
    String first = faults.nodes().get(0);
    faults.row(
        "instance of the first master terminated after a failover",
        row -> {
          row.write(ClientKind.CAREFUL);
          String master = row.master();
          if (master.equals(first)) {
            row.inflict(() -> Fault.KILL.inflict(faults, first));
            master = row.awaitFailover();
            row.awaitWhole(Duration.ofSeconds(60));
          }
          String instance = faults.instance(first);
          row.inflict(() -> faults.lab().ok("terminate", first));
          faults.pulumiUp("--refresh");
          assertThat(row.awaitWhole(REMADE)).isEqualTo(master);
          assertThat(faults.instance(first)).isNotEqualTo(instance);
          row.assertNothingLostButWhatDiedWithTheMaster();
          row.assertFailovers(master.equals(row.master()) ? 0 : 1);
        });
  }
}
