package io.redissentinel.lab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.redissentinel.lab.workload.ClientKind;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Instances are replaced, and nobody's list has more in it than there is. */
@Tag("long")
@ExtendWith(FaultLabExtension.class)
@Timeout(value = 8, unit = TimeUnit.MINUTES)
final class ReplacedNodesTest {
  private static final Duration REMADE = Duration.ofSeconds(120);
  private final FaultLab faults;

  ReplacedNodesTest(FaultLab faults) {
    this.faults = faults;
  }

  @Test
  void oneNodeTwiceInARow() {
    faults.row(
        "one node replaced twice in a row",
        row -> {
          String node = row.replica();
          row.write(ClientKind.CAREFUL);
          row.inflict(() -> replace(row, node));
          replace(row, node);
          assertThat(row.awaitWhole(REMADE)).isEqualTo(row.master());
          row.assertNothingLost();
          row.assertFailovers(0);
        });
  }

  /** The master too, in the order of the keys: whoever that is. */
  @Test
  void allNodesOneAfterTheOther() {
    faults.row(
        "all nodes replaced one after the other",
        row -> {
          row.write(ClientKind.CAREFUL);
          row.inflict(() -> {});
          for (String node : faults.nodes()) {
            replace(row, node);
          }
          row.assertNothingLostButWhatDiedWithTheMaster();
        });
  }

  private void replace(Row row, String node) {
    String before = faults.instance(node);
    faults.lab().ok("terminate", node);
    faults.pulumiUp("--refresh");
    row.awaitWhole(REMADE);
    assertThat(faults.instance(node)).isNotEqualTo(before);
  }

  /** What was compiled once is on the data volume. */
  @ParameterizedTest
  @ValueSource(strings = {"slow", "absent"})
  void withItsVolumeANodeNeedsNoTarball(String server) {
    tarballs(
        server,
        "a node replaced",
        row -> {
          String node = row.replica();
          replace(row, node);
          assertThat(faults.lab().ok("logs", node).output()).doesNotContain("compiling Redis");
        });
  }

  @Test
  void withoutItsVolumeANodeWaitsForASlowTarball() {
    tarballs(
        "slow",
        "a volume lost",
        row -> {
          String node = row.replica();
          faults.lab().ok("lose-volume", node);
          faults.remake(node);
          row.awaitWhole(REMADE);
          assertThat(faults.lab().ok("logs", node).output()).contains("compiling Redis");
        });
  }

  private void tarballs(String server, String what, Consumer<Row> body) {
    faults.row(
        "tarball server %s, %s".formatted(server, what),
        row -> {
          faults.lab().ok("tarballs", server);
          try {
            body.accept(row);
          } finally {
            faults.lab().ok("tarballs", "normal");
          }
        });
  }
}
