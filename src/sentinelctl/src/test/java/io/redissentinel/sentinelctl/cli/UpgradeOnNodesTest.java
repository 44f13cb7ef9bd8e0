package io.redissentinel.sentinelctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.redissentinel.sentinelctl.cli.Launchers.Result;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A Redis upgrade by roll on the nodes of a lab, while a client writes: from the 5.0 that a lab has
 * to 6.2, and from there to 7.0. Each node compiles each release.
 */
@Tag("long")
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class UpgradeOnNodesTest {
  @RegisterExtension static final NodeLab LAB = new NodeLab("lab-upgrade");

  private static final double LONGEST_WITHOUT_WRITES = 1.2;

  private final Launchers launchers = LAB.launchers();

  @ParameterizedTest
  @ValueSource(strings = {"6.2.14", "7.0.15"})
  void anUpgradeUnderLoadLosesNothing(String version) throws Exception {
    Result up = launchers.lab("up", "--redis-version", version);
    assertThat(up.exitCode()).as(up::all).isZero();
    assertThat(LAB.status().path("pending")).as("held back").isNotEmpty();
    try (LoadWriter writer = LAB.beginWriter()) {
      Result roll = launchers.ctl("roll", "--yes");
      assertThat(roll.exitCode()).as(roll::all).isZero();
      assertThat(roll.output()).contains("none was lost");
      writer.assertNothingLost(LONGEST_WITHOUT_WRITES);
    }
    assertThat(LAB.status().path("nodes"))
        .hasSize(NodeLab.NODES.size())
        .allSatisfy(node -> assertThat(node.path("redisVersion").asText()).isEqualTo(version));
    Result verify = launchers.ctl("verify");
    assertThat(verify.exitCode()).as(verify::all).isZero();
  }
}
