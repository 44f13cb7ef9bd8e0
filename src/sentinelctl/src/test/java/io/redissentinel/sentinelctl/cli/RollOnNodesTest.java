package io.redissentinel.sentinelctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.redissentinel.sentinelctl.cli.Launchers.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * roll on the nodes of a lab, while a client writes. What is rolled out changes the nodes'
 * configuration and nothing that has to be compiled.
 */
@Tag("nodes")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RollOnNodesTest {
  private static final String LAB = "lab-roll";
  private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
  private static final Duration A_NODE = Duration.ofMinutes(6);
  private static final Duration A_ROLL = Duration.ofMinutes(15);
  private static final double LONGEST_WITHOUT_WRITES = 1.2;

  private final Launchers launchers = new Launchers(LAB);

  @TempDir private Path folder;

  @BeforeAll
  void up() {
    launchers.lab("down", "--force");
    Result up = launchers.lab("up");
    assertThat(up.exitCode()).as(up::all).isZero();
  }

  @AfterAll
  void down() {
    launchers.lab("down", "--force");
  }

  @Test
  @Order(1)
  void ctrlCInTheMiddleAndOnAgainLoseNothing() throws Exception {
    hold("true");
    try (Begun writer = writer()) {
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
      assertNothingLost(writer);
    }
    assertThat(launchers.ctl("roll", "--yes").output()).startsWith("nothing is pending");
  }

  @Test
  @Order(2)
  void aFailoverInTheMiddleChangesTheOrderOnly() throws Exception {
    hold("false");
    String master = master();
    try (Begun roll = roll()) {
      roll.awaitText("a member again", A_NODE);
      launchers.ctl("cli", "--sentinel", "sentinel", "failover", "mymaster");
      assertThat(roll.awaitEnd(A_ROLL)).as(roll.said()).isZero();
      assertThat(roll.said()).containsPattern("replaced: [abc], [abc], [abc]");
    }
    assertThat(master()).isNotEqualTo(master);
    assertThat(launchers.ctl("status").exitCode()).isZero();
  }

  /** Has the stack hold something back on every node. */
  private void hold(String value) {
    launchers.lab("pulumi", "--", "config", "set", "redisRunTests", value);
    Result up = launchers.lab("pulumi", "--", "up", "--yes", "--skip-preview");
    assertThat(up.exitCode()).as(up::all).isZero();
    assertThat(launchers.ctl("roll", "--dry-run").output()).contains("1. replace", "4. replace");
  }

  private String master() throws Exception {
    JsonNode status =
        new JsonMapper().readTree(launchers.ctl("status", "--output", "json").output());
    return status.path("master").asText();
  }

  private Begun roll() throws Exception {
    return Begun.command(
        Map.of("LAB_NAME", LAB), ROOT.resolve("bin/sentinelctl").toString(), "roll", "--yes");
  }

  private Begun writer() throws Exception {
    Path password = folder.resolve("password");
    Files.writeString(
        password, launchers.lab("exec", "a", "--", "cat", "/run/redis-node/password").output());
    Path program = folder.resolve("writer.py");
    try (var source = RollOnNodesTest.class.getResourceAsStream("writer.py")) {
      Files.write(program, source.readAllBytes());
    }
    return Begun.command(
        Map.of(),
        "nsenter",
        "--net=/run/netns/" + LAB,
        "python3",
        program.toString(),
        password.toString(),
        "10.77.1.10",
        "10.77.2.10",
        "10.77.3.10");
  }

  private static void assertNothingLost(Begun writer) throws Exception {
    writer.terminate();
    assertThat(writer.awaitEnd(Duration.ofMinutes(1))).as(writer.said()).isZero();
    JsonNode history = new JsonMapper().readTree(writer.said());
    assertThat(history.path("acknowledged").asInt()).as(writer.said()).isGreaterThan(1_000);
    assertThat(history.path("lost").asInt()).as(writer.said()).isZero();
    assertThat(history.path("gapSeconds").asDouble())
        .as(writer.said())
        .isLessThan(LONGEST_WITHOUT_WRITES);
  }
}
