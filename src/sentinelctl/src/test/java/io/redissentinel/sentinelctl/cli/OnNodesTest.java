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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** bin/sentinelctl as a user runs it, on the nodes of a lab. */
@Tag("nodes")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OnNodesTest {
  @RegisterExtension static final NodeLab LAB = new NodeLab("lab-ctl");

  private static final Duration BACK_WITHIN = Duration.ofSeconds(90);

  /**
   * Of the three seconds for a connection and the rest of the work, on a machine that is shared.
   */
  private static final Duration BOUNDED = Duration.ofSeconds(40);

  private final Launchers launchers = LAB.launchers();

  @TempDir private Path folder;

  @Test
  @Order(1)
  void statusSeesAHealthyCluster() throws IOException {
    Result result = launchers.ctl("status", "--output", "json");
    assertThat(result.exitCode()).as(result::all).isZero();
    JsonNode status = new JsonMapper().readTree(result.output());
    assertThat(status.path("healthy").asBoolean()).isTrue();
    assertThat(status.path("master").asText()).isEqualTo("a");
    assertThat(status.path("nodes")).hasSize(3);
    assertThat(launchers.ctl("status").output()).startsWith("healthy, master a, quorum 2 of 3");
  }

  @Test
  @Order(1)
  void verifyFailsNothing() {
    long begin = System.nanoTime();
    Result result = launchers.ctl("verify");
    System.out.printf(
        Locale.ROOT, "verify of three nodes: %.1f s%n", (System.nanoTime() - begin) / 1e9);
    assertThat(result.exitCode()).as(result::all).isZero();
    assertThat(result.output())
        .contains(
            "passed         sentinels see each other on a, b, c",
            "passed         data volume on a, b, c",
            "passed         net.core.somaxconn on a, b, c",
            "not checkable  vm.overcommit_memory on a, b, c",
            "not checkable  security groups")
        .doesNotContain("FAILED");
  }

  @Test
  @Order(2)
  void cliTalksToTheMasterAndToSentinels() {
    assertThat(launchers.ctl("cli", "set", "two words", "\"quoted\"").output()).isEqualTo("OK\n");
    assertThat(launchers.ctl("cli", "get", "two words").output()).isEqualTo("\"quoted\"\n");
    assertThat(launchers.ctlReading("dbsize\nping\n", "cli").output()).isEqualTo("1\nPONG\n");
    assertThat(launchers.ctl("cli", "--node", "b", "role").output()).startsWith("slave\n");
    assertThat(
            launchers
                .ctl("cli", "-n", "b", "--sentinel", "sentinel", "ckquorum", "mymaster")
                .output())
        .startsWith("OK 3 usable Sentinels");
  }

  @Test
  @Order(2)
  void aCommandOnANodeEndsWithItsExitCode() {
    Result result = launchers.ctl("ssh", "b", "--", "sudo -n redis-node-ready; exit 7");
    assertThat(result.exitCode()).as(result::all).isEqualTo(7);
    assertThat(result.output()).isEqualTo("ready\n");
  }

  @Test
  @Order(2)
  void logsAreThoseOfAllNodesOrOfOne() {
    assertThat(launchers.ctl("logs", "--of", "bootstrap", "-n", "1").output().lines())
        .hasSize(3)
        .allMatch(line -> line.matches("[abc] \\| .*the node is ready"));
    assertThat(launchers.ctl("logs", "c", "--console", "-n", "1000").output())
        .contains("-----BEGIN SSH HOST KEY KEYS-----");
  }

  @Test
  @Order(2)
  void aWrongKeyIsUnreachableWithWhatToDo() throws Exception {
    Path key = folder.resolve("stranger");
    new ProcessBuilder("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key.toString())
        .start()
        .waitFor();
    Result result = launchers.ctl("verify", "--key", key.toString());
    assertThat(result.exitCode()).as(result::all).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(result.output()).contains("user debian is refused with [" + key + "]", "--key");
  }

  @Test
  @Order(2)
  void aChangedHostKeyIsRefused() throws IOException {
    Path pins = folder.resolve("known_hosts");
    launchers.ctl("status", "--known-hosts", pins.toString());
    Files.writeString(
        pins,
        Files.readString(pins).replace("AAAAC3NzaC1lZDI1NTE5AAAAI", "AAAAC3NzaC1lZDI1NTE5AAAAJ"));
    Result result = launchers.ctl("status", "--known-hosts", pins.toString());
    assertThat(result.exitCode()).as(result::all).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(result.output()).contains("it shows the host key", "ssh-keygen -R i-");
  }

  @Test
  @Order(2)
  void aChangedHostKeyOfOneNodeIsThatNodesFailure() throws IOException {
    Path pins = folder.resolve("known_hosts_b");
    launchers.ctl("status", "--known-hosts", pins.toString());
    String b = instance("b");
    Files.writeString(
        pins,
        Files.readAllLines(pins).stream()
            .map(line -> line.startsWith(b) ? line.replace("5AAAAI", "5AAAAJ") : line)
            .collect(Collectors.joining("\n", "", "\n")));
    Result result = launchers.ctl("verify", "--known-hosts", pins.toString());
    assertThat(result.exitCode()).as(result::all).isEqualTo(ExitCode.UNHEALTHY);
    assertThat(result.output())
        .contains("FAILED         reachable on b: it shows the host key", "ssh-keygen -R " + b);
  }

  private static String instance(String node) throws IOException {
    for (JsonNode one : LAB.status().path("nodes")) {
      if (one.path("key").asText().equals(node)) {
        return one.path("instanceId").asText();
      }
    }
    throw new AssertionError("no node " + node);
  }

  @Test
  @Order(3)
  void nodesThatHangAreNamedInBoundedTime() {
    launchers.lab("pulumi", "--", "config", "set", "redisRunTests", "true");
    launchers.lab("pulumi", "--", "up", "--yes", "--skip-preview");
    // Everything on c but its kernel, which takes connections; on b Redis alone.
    LAB.onNode("c", "kill -STOP -1");
    LAB.onNode("b", "pkill -STOP redis-server");
    try {
      Result verify = quick("verify");
      assertThat(verify.output())
          .contains(
              "FAILED         reachable on c: no SSH connection",
              "FAILED         services on b: Redis: no answer within 2 s",
              "systemctl kill -s KILL redis-server",
              "FAILED         nothing held back",
              "`sentinelctl roll`");
      Result status = quick("status");
      assertThat(status.output())
          .containsPattern("b +10.77.2.10 .*NO ANSWER")
          .containsPattern("c +10.77.3.10 .*UNREACHABLE");
      Result roll = quick("roll", "--yes");
      assertThat(roll.error())
          .contains(
              "no node can be spared",
              "b (10.77.2.10): Redis says no answer within 2 s",
              "c (10.77.3.10): no SSH connection");
    } finally {
      LAB.onNode("c", "kill -CONT -1");
      LAB.onNode("b", "pkill -CONT redis-server");
    }
    LAB.awaitHealthy(BACK_WITHIN);
  }

  /** Finds the cluster unhealthy, and does not wait for what never comes. */
  private Result quick(String... command) {
    List<String> arguments = new ArrayList<>(List.of(command));
    arguments.addAll(List.of("--connect-timeout", "3s"));
    long begin = System.nanoTime();
    Result result = launchers.ctl(arguments.toArray(String[]::new));
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).as(result::all).isLessThan(BOUNDED);
    assertThat(result.exitCode()).as(result::all).isEqualTo(ExitCode.UNHEALTHY);
    return result;
  }

  @Test
  @Order(4)
  void aNodeThatIsOffIsUnhealthyAndStaysOff() {
    launchers.lab("kill", "c");
    Result result = launchers.ctl("verify", "--connect-timeout", "3s");
    assertThat(result.exitCode()).as(result::all).isEqualTo(ExitCode.UNHEALTHY);
    assertThat(result.output())
        .contains("FAILED         reachable on c: no SSH connection", "-> does the instance run")
        .contains("not checkable  all else on it on c");
    assertThat(launchers.ctl("status", "--connect-timeout", "3s").exitCode())
        .isEqualTo(ExitCode.UNHEALTHY);
    assertThat(launchers.lab("status", "--output", "json").output())
        .contains("\"key\":\"c\",\"address\":\"10.77.3.10\",\"state\":\"stopped\"");
  }
}
