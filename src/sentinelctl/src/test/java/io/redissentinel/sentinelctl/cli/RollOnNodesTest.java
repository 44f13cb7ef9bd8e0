package io.redissentinel.sentinelctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.redissentinel.sentinelctl.cli.Launchers.Result;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * roll on the nodes of a lab, while a client writes. What is rolled out changes the nodes'
 * configuration and nothing that has to be compiled.
 */
@Tag("nodes")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RollOnNodesTest {
  @RegisterExtension static final NodeLab LAB = new NodeLab("lab-roll");

  private static final Duration A_NODE = Duration.ofMinutes(6);
  private static final Duration A_ROLL = Duration.ofMinutes(15);
  private static final double LONGEST_WITHOUT_WRITES = 1.2;

  private final Launchers launchers = LAB.launchers();

  @Test
  @Order(1)
  void ctrlCInTheMiddleAndOnAgainLoseNothing() throws Exception {
    hold();
    try (LoadWriter writer = LAB.beginWriter()) {
      try (Begun roll = roll()) {
        roll.awaitText("a member again", A_NODE);
        roll.awaitText("c (10.77.3.10): pulumi replaces it", A_NODE);
        roll.awaitText("aws:ec2:Instance redis-c deleting", A_NODE);
        roll.interrupt();
        assertThat(roll.awaitEnd(A_NODE)).as(roll.said()).isNotZero();
        assertThat(roll.said()).contains("interrupted", "`sentinelctl roll` goes on from here");
      }
      JsonNode configuration =
          new JsonMapper().readTree(launchers.lab("pulumi", "--", "config", "--json").output());
      assertThat(configuration.path("redis-sentinel:rollout").path("value").asText())
          .isIn("", "[]");
      Result again = launchers.ctl("roll", "--yes");
      assertThat(again.exitCode()).as(again::all).isZero();
      assertThat(again.output()).contains("replaced: c, a", "none was lost");
      writer.assertNothingLost(LONGEST_WITHOUT_WRITES);
    }
    assertThat(launchers.ctl("roll", "--yes").output()).startsWith("nothing is pending");
  }

  /** In the longer half: it replaces all three nodes once more. */
  @Test
  @Tag("long")
  @Order(2)
  void aFailoverInTheMiddleChangesTheOrderOnly() throws Exception {
    hold();
    String master = LAB.master();
    try (Begun roll = roll()) {
      roll.awaitText("a member again", A_NODE);
      launchers.ctl("cli", "--sentinel", "sentinel", "failover", "mymaster");
      assertThat(roll.awaitEnd(A_ROLL)).as(roll.said()).isZero();
      assertThat(roll.said()).containsPattern("replaced: [abc], [abc], [abc]");
    }
    assertThat(LAB.master()).isNotEqualTo(master);
    assertThat(launchers.ctl("status").exitCode()).isZero();
  }

  /** Has the stack hold something back on every node: the other value of what they have. */
  private void hold() {
    Result now = launchers.lab("pulumi", "--", "config", "get", "redisRunTests");
    String other = now.output().strip().equals("true") ? "false" : "true";
    launchers.lab("pulumi", "--", "config", "set", "redisRunTests", other);
    Result up = launchers.lab("pulumi", "--", "up", "--yes", "--skip-preview");
    assertThat(up.exitCode()).as(up::all).isZero();
    assertThat(launchers.ctl("roll", "--dry-run").output()).contains("1. replace", "4. replace");
  }

  private static Begun roll() throws IOException {
    return LAB.beginCtl("roll", "--yes");
  }
}
