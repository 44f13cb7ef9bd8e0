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
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Drills on the nodes of a lab: what they measure, and that they leave nothing behind. */
@Tag("nodes")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DrillOnNodesTest {
  private static final Duration SETTLED = Duration.ofSeconds(90);
  private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
  private static final String LAB = "lab-drill";

  /**
   * In a group of its own, as on a terminal; a test run in the background ignores Ctrl-C itself.
   */
  private static final String OWN_GROUP =
      "import os, signal, sys; signal.signal(signal.SIGINT, signal.SIG_DFL); os.setsid();"
          + " os.execvp(sys.argv[1], sys.argv[1:])";

  /** What a drill could leave on a node: scripts, its guard, a stopped server, routes, keys. */
  private static final String TRACES =
      "ps -e -o args= | grep -E '^(sudo -n )?python3 -c|debug sleep' | grep -v grep;"
          + " systemctl list-units --all --no-legend 'sentinelctl-drill*';"
          + " ls /run | grep sentinelctl;"
          + " ps -o stat= -C redis-server | grep T;"
          + " ip route | grep blackhole;"
          + " redis-cli --scan --pattern 'sentinelctl:drill:*' | head -n 3";

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

  @BeforeEach
  void healthy() {
    await("healthy cluster", () -> launchers.ctl("status"), it -> it.exitCode() == 0);
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
    Path out = folder.resolve("ctrl-c.out");
    ProcessBuilder builder =
        new ProcessBuilder(
                "python3",
                "-c",
                OWN_GROUP,
                ROOT.resolve("bin/sentinelctl").toString(),
                "drill",
                "--fault",
                "stop",
                "--yes")
            .redirectErrorStream(true)
            .redirectOutput(out.toFile());
    builder.environment().put("LAB_NAME", LAB);
    Process drill = builder.start();
    try {
      await("stopped master", () -> text(out), it -> it.contains("(SIGCONT) ("));
      // To all: the connections to the nodes, which are processes here, end as well.
      assertThat(new ProcessBuilder("kill", "-INT", "--", "-" + drill.pid()).start().waitFor())
          .isZero();
      assertThat(drill.waitFor(60, TimeUnit.SECONDS)).as(() -> text(out)).isTrue();
      assertThat(text(out))
          .contains("interrupted: putting things right", "the fault is undone", "and deleted");
      assertThat(drill.exitValue()).isEqualTo(130);
    } finally {
      drill.destroyForcibly();
    }
    assertNothingIsLeft();
  }

  private void assertNothingIsLeft() {
    for (String node : List.of("a", "b", "c")) {
      await(
          "node without traces of the drill, " + node,
          () -> launchers.lab("exec", node, "--", "sh", "-c", TRACES).output(),
          String::isBlank);
    }
  }

  private static <T> T await(String what, Supplier<T> look, Predicate<T> condition) {
    long end = System.nanoTime() + SETTLED.toNanos();
    T seen = look.get();
    while (!condition.test(seen)) {
      assertThat(System.nanoTime()).as("no %s in time, but: %s", what, seen).isLessThan(end);
      seen = look.get();
    }
    return seen;
  }

  private static String text(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
