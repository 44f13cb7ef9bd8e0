package io.redissentinel.lab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.redissentinel.lab.host.Command;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The power goes off for all nodes at once, and not all of them come back, or not in time. */
@Tag("nodes")
@ExtendWith(FaultLabExtension.class)
@Timeout(value = 5, unit = TimeUnit.MINUTES)
final class PowerLossTest {
  private static final Duration BOOT = Duration.ofSeconds(90);
  private final FaultLab faults;

  PowerLossTest(FaultLab faults) {
    this.faults = faults;
  }

  /** Only two come back, without the master; and then it does, a minute late. */
  @Test
  void twoComeBackAndTheOldMasterAMinuteLate() {
    faults.row("power off of all, two come back", row -> PowerLoss.late(faults, row, row.master()));
  }

  /**
   * It serves what it has to readers, and becomes master only if somebody takes that on himself.
   */
  @Test
  void aNodeAloneServesReadersUntilItIsForced() {
    faults.row(
        "power off of all, one comes back",
        row -> {
          faults.sh(row.master(), "redis-cli set alone yes; redis-cli wait 2 5000");
          String alone = row.replica();
          faults.powerOff(faults.nodes().toArray(String[]::new));
          faults.start(alone);
          row.await(BOOT, "readable data", () -> read(alone), "yes"::equals);
          assertThat(info(alone)).contains("role:slave", "master_link_status:down");
          assertThat(faults.sh(alone, "redis-cli set alone no")).contains("READONLY");

          Command.Result refused = force(alone);
          assertThat(refused.exitCode()).isEqualTo(2);
          assertThat(refused.output() + refused.error()).contains("--yes");
          assertThat(info(alone)).contains("role:slave");

          Command.Result forced = force(alone, "--yes");
          assertThat(forced.exitCode()).as(forced.output() + forced.error()).isZero();
          row.await(
              Duration.ofSeconds(30),
              "master",
              () -> info(alone),
              text -> text.contains("role:master"));
          assertThat(read(alone)).isEqualTo("yes");

          faults.start(row.others(alone).toArray(String[]::new));
          assertThat(row.awaitWhole(Duration.ofSeconds(120))).isEqualTo(alone);
          assertThat(read(alone)).isEqualTo("yes");
          faults.sh(alone, "redis-cli del alone");
        });
  }

  private String read(String node) {
    return faults.sh(node, "redis-cli get alone").strip();
  }

  private String info(String node) {
    return faults.sh(node, "redis-cli info replication");
  }

  private Command.Result force(String node, String... options) {
    List<String> argv = new ArrayList<>(List.of("redis-node-force-master"));
    argv.addAll(List.of(options));
    return faults.host().inNode(faults.instance(node), argv).attempt();
  }
}
