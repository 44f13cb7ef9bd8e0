package io.redissentinel.sentinelctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.redissentinel.sentinelctl.ExitCode;
import io.redissentinel.sentinelctl.cli.Launchers.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** bin/sentinelctl as a user runs it, on the nodes of a lab. */
@Tag("nodes")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OnNodesTest {
  private final Launchers launchers = new Launchers("lab-ctl");

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
  @Order(3)
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
