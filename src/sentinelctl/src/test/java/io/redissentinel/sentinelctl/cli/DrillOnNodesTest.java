package io.redissentinel.sentinelctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.redissentinel.sentinelctl.ExitCode;
import io.redissentinel.sentinelctl.cli.Launchers.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Drills on the nodes of a lab: what they measure, and that they leave nothing behind. */
@Tag("nodes")
final class DrillOnNodesTest {
  private static final Duration SETTLED = Duration.ofSeconds(90);

  /** What a drill could leave on a node: scripts, its guard, a stopped server, routes, keys. */
  private static final String TRACES =
      "ps -e -o args= | grep -E '^(sudo -n )?python3 -c|debug sleep' | grep -v grep;"
          + " systemctl list-units --all --no-legend 'sentinelctl-drill*';"
          + " ls /run | grep sentinelctl;"
          + " ps -o stat= -C redis-server | grep T;"
          + " ip route | grep blackhole;"
          + " redis-cli --scan --pattern 'sentinelctl:drill:*' | head -n 3";

  @RegisterExtension static final NodeLab LAB = new NodeLab("lab-drill");

  private final Launchers launchers = LAB.launchers();

  @TempDir private Path folder;

  @BeforeEach
  void healthy() {
    LAB.awaitHealthy(SETTLED);
  }

  @Test
  void aKilledMasterIsMeasuredAndReported() throws IOException {
    Path report = folder.resolve("kill.html");
    Result result =
        launchers.ctl(
            "drill",
            "--fault",
            "kill",
            "--yes",
            "--output",
            "json",
            "--report",
            report.toString(),
            // Not what this test is about, on a machine that others share.
            "--target",
            "20s");
    assertThat(result.exitCode()).as(result::all).isZero();
    JsonNode drill = new JsonMapper().readTree(result.output());
    JsonNode seconds = drill.path("seconds");
    assertThat(drill.path("passed").asBoolean()).isTrue();
    assertThat(drill.path("newMaster").asText())
        .isIn("a", "b", "c")
        .isNotEqualTo(drill.path("oldMaster").asText());
    // Not before down-after; and not before the phases that it is made of.
    assertThat(seconds.path("detection").asDouble()).isBetween(4.5, 12.0);
    assertThat(seconds.path("withoutWrites").asDouble())
        .isGreaterThan(seconds.path("detection").asDouble());
    assertThat(seconds.path("firstWrite").asDouble())
        .isGreaterThan(seconds.path("detection").asDouble());
    assertThat(seconds.path("back").asDouble()).isGreaterThan(5);
    assertThat(drill.path("writes").path("acknowledged").asLong()).isGreaterThan(500);
    assertThat(drill.path("writes").path("lost").asLong()).isZero();
    assertThat(Files.readString(report)).contains("passed</title>", "+switch-master", "<svg");
    assertNothingIsLeft();
  }

  /**
   * Clients that listen lose less than those that stay, and are without writes for a moment only.
   */
  @Test
  void aForcedFailoverHasNoDetection() throws IOException {
    Result result =
        launchers.ctl(
            "drill", "--fault", "failover", "--client", "follows", "--yes", "--output", "json");
    JsonNode drill = new JsonMapper().readTree(result.output());
    assertThat(drill.path("seconds").path("detection").isNull()).as(result::all).isTrue();
    assertThat(drill.path("seconds").path("promotion").asDouble()).isBetween(0.1, 10.0);
    assertThat(drill.path("seconds").path("withoutWrites").asDouble()).isLessThan(8);
    // Redis says OK until its clients have left it; the verdict has to tell what that cost.
    boolean lost = drill.path("writes").path("lost").asLong() > 0;
    assertThat(result.exitCode()).isEqualTo(lost ? ExitCode.FAILED : ExitCode.OK);
    assertThat(drill.path("passed").asBoolean()).isEqualTo(!lost);
    assertNothingIsLeft();
  }

  @Test
  void ctrlCWhileTheMasterIsStoppedLetsItGoOnAndLeavesNothing() throws Exception {
    try (Begun drill = LAB.beginCtl("drill", "--fault", "stop", "--yes")) {
      drill.awaitText("(SIGCONT) (", SETTLED);
      // To all: the connections to the nodes, which are processes here, end as well.
      drill.interrupt();
      assertThat(drill.awaitEnd(Duration.ofMinutes(1))).as(drill.said()).isEqualTo(130);
      assertThat(drill.said())
          .contains("interrupted: putting things right", "the fault is undone", "and deleted");
    }
    assertNothingIsLeft();
  }

  private static void assertNothingIsLeft() {
    for (String node : NodeLab.NODES) {
      NodeLab.await(
          SETTLED,
          "node without traces of the drill, " + node,
          () -> LAB.onNode(node, TRACES),
          String::isBlank);
    }
  }
}
