package io.redissentinel.lab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.redissentinel.lab.workload.ClientKind;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What happens to the files on a master's data volume. */
@Tag("long")
@ExtendWith(FaultLabExtension.class)
@Timeout(value = 4, unit = TimeUnit.MINUTES)
final class DamagedDataTest {
  private final FaultLab faults;

  DamagedDataTest(FaultLab faults) {
    this.faults = faults;
  }

  /** A master that cannot write its AOF refuses writes and PING, so it is taken for dead. */
  @Test
  void theMastersDiskFullWhileItWrites() {
    faults.row(
        "disk of the master full",
        row -> {
          row.write(ClientKind.CAREFUL);
          row.inflict(
              () ->
                  faults.sh(
                      row.master(),
                      "runuser -u redis -- dd if=/dev/zero of=/data/fill bs=64k 2>/dev/null;"
                          + " runuser -u redis -- dd if=/dev/zero of=/data/fill2 bs=1 2>/dev/null"));
          String master = row.awaitFailover();
          assertThat(faults.sh(row.master(), "rm /data/fill /data/fill2")).isEmpty();
          assertThat(row.awaitWhole(Duration.ofSeconds(120))).isEqualTo(master);
          row.assertNothingLost();
          row.assertFailovers(1);
          row.figure("disk of the master full");
        });
  }

  @Test
  void theTailOfTheMastersAofCutOff() {
    faults.row(
        "tail of the AOF of the master cut off",
        row -> {
          row.write(ClientKind.CAREFUL);
          row.inflict(
              () ->
                  faults.sh(
                      row.master(),
                      "pkill -9 -x redis-server; truncate -s -7 /data/appendonly.aof"));
          String master = row.awaitFailover();
          assertThat(row.awaitWhole(Duration.ofSeconds(90))).isEqualTo(master);
          row.assertNothingLostButWhatDiedWithTheMaster();
          row.assertFailovers(1);
          assertThat(faults.sh(row.master(), "tail -n 200 /var/log/redis/redis-server.log"))
              .contains("Truncating the AOF");
        });
  }

  /** Its own sentinel's file too, and what it was told to be. */
  @Test
  void allFilesOfTheMasterGoneAndTheNodeBroughtUpAgainAtOnce() {
    faults.row(
        "all files of the master gone",
        row -> {
          row.write(ClientKind.CAREFUL);
          row.inflict(
              () ->
                  faults.sh(
                      row.master(),
                      """
                      pkill -9 -x redis-server; pkill -9 -x redis-sentinel
                      find /data -mindepth 1 -delete
                      systemctl restart --no-block redis-node
                      """));
          String master = row.awaitFailover();
          assertThat(row.awaitWhole(Duration.ofSeconds(120))).isEqualTo(master);
          row.assertNothingLostButWhatDiedWithTheMaster();
        });
  }
}
