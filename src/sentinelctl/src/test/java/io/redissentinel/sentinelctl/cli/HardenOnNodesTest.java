package io.redissentinel.sentinelctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.redissentinel.sentinelctl.ExitCode;
import io.redissentinel.sentinelctl.cli.Launchers.Result;
import java.time.Duration;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** harden on the nodes of a lab, while a client writes. */
@Tag("nodes")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class HardenOnNodesTest {
  @RegisterExtension static final NodeLab LAB = new NodeLab("lab-harden");

  private static final Duration A_NODE = Duration.ofMinutes(3);
  private static final double LONGEST_WITHOUT_WRITES = 1.2;

  /** Which of the commands the server of a node knows. */
  private static final String KNOWN =
      "for it in FLUSHALL FLUSHDB DEBUG; do"
          + " redis-cli command info $it | grep -qi \"^$it\" && echo $it; done";

  private final Launchers launchers = LAB.launchers();

  @Test
  @Order(1)
  void whatFailoverNeedsIsRefused() {
    Result result = launchers.ctl("harden", "--yes", "CONFIG", "slaveof");
    assertThat(result.exitCode()).as(result::all).isEqualTo(ExitCode.USAGE);
    assertThat(result.error()).contains("CONFIG, SLAVEOF cannot be disabled");
  }

  @Test
  @Order(2)
  void ctrlCInTheMiddleAndOnAgainLoseNothing() throws Exception {
    try (LoadWriter writer = LAB.beginWriter()) {
      try (Begun harden = LAB.beginCtl("harden", "--yes")) {
        harden.awaitText("b (10.77.2.10): back, in sync", A_NODE);
        harden.interrupt();
        assertThat(harden.awaitEnd(A_NODE)).as(harden.said()).isNotZero();
        assertThat(harden.said()).contains("interrupted", "`sentinelctl harden` goes on from here");
      }
      assertThat(known("a")).isNotBlank();
      Result verify = launchers.ctl("verify");
      assertThat(verify.output()).contains("FAILED         disabled commands on a");

      Result again = launchers.ctl("harden", "--yes");
      assertThat(again.exitCode()).as(again::all).isZero();
      assertThat(again.output())
          .contains(
              "b is master, a is its replica",
              "a is master, b is its replica",
              "disabled on every node: DEBUG, FLUSHALL, FLUSHDB");
      // What was done before is not done again.
      assertThat(again.error()).doesNotContain("b (10.77.2.10): restarting");
      writer.assertNothingLost(LONGEST_WITHOUT_WRITES);
    }
    assertThatAllRefuse();
    assertThat(launchers.ctl("verify").output())
        .contains("passed         disabled commands on a, b, c");
  }

  @Test
  @Order(3)
  void aReplacedNodeComesUpHardened() {
    launchers.lab("terminate", "c");
    Result up = launchers.lab("pulumi", "--", "up", "--refresh", "--yes", "--skip-preview");
    assertThat(up.exitCode()).as(up::all).isZero();
    LAB.awaitHealthy(A_NODE);
    assertThatAllRefuse();
  }

  @Test
  @Order(4)
  void undoGivesThemBack() throws Exception {
    try (LoadWriter writer = LAB.beginWriter()) {
      Result undo = launchers.ctl("harden", "--undo", "--yes");
      assertThat(undo.exitCode()).as(undo::all).isZero();
      assertThat(undo.output()).contains("every node knows all commands");
      writer.assertNothingLost(LONGEST_WITHOUT_WRITES);
    }
    for (String node : NodeLab.NODES) {
      assertThat(known(node).lines()).containsExactly("FLUSHALL", "FLUSHDB", "DEBUG");
    }
    assertThat(launchers.ctl("cli", "flushall").output()).isEqualTo("OK\n");
  }

  private static void assertThatAllRefuse() {
    for (String node : NodeLab.NODES) {
      assertThat(known(node)).as(node).isBlank();
      assertThat(LAB.onNode(node, "redis-cli flushall 2>&1")).startsWith("ERR unknown command");
    }
  }

  private static String known(String node) {
    return LAB.onNode(node, KNOWN);
  }
}
