package io.redissentinel.lab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The main job on real nodes: `bin/lab up`, and what a user then finds. */
@Tag("nodes")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class QuorumTest {
  private TestLab lab;
  private TestLab.Result up;

  @BeforeAll
  void up() {
    lab = new TestLab("lab-quorum");
    up = lab.run("up");
  }

  @AfterAll
  void down() {
    lab.close();
  }

  @Test
  @Order(1)
  void upEndsHealthyAndPrintsTheEndpoints() {
    assertThat(up.exitCode()).as(up::all).isZero();
    assertThat(up.all())
        .contains("sentinelEndpoints", "10.77.1.10:26379", "10.77.2.10:26379", "10.77.3.10:26379")
        .contains("masterName", "mymaster")
        .contains("compiling Redis", "the node is ready", "healthy, master a, quorum 2");
  }

  @Test
  @Order(2)
  void statusIsTheDocumentedJson() throws IOException {
    JsonNode status = new JsonMapper().readTree(lab.ok("status", "--output", "json").output());
    assertThat(status.path("healthy").asBoolean()).isTrue();
    assertThat(status.path("master").asText()).isEqualTo("a");
    assertThat(status.path("quorum").asInt()).isEqualTo(2);
    assertThat(status.path("nodes")).hasSize(3);
    for (JsonNode node : status.path("nodes")) {
      assertThat(node.path("state").asText()).isEqualTo("running");
      assertThat(node.path("sentinelsSeen").asInt()).isEqualTo(2);
      assertThat(node.path("role").asText())
          .isEqualTo(node.path("key").asText().equals("a") ? "master" : "replica");
    }
  }

  @Test
  @Order(2)
  void theSeedsStep5() {
    String answer =
        lab.ok("exec", "a", "--", "redis-cli", "-p", "26379", "sentinel", "master", "mymaster")
            .output();
    assertThat(answer).contains("num-other-sentinels\n2\n", "quorum\n2\n");
  }

  /** The seed's steps 1 to 4: live, or in persistent files where the kernel is the host's. */
  @Order(2)
  @ParameterizedTest(name = "{0} | {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "redis-server --version                                   | Redis server v=5.0.",
        "cat /etc/sysctl.d/90-redis-node.conf                     | vm.swappiness = 1",
        "cat /etc/sysctl.d/90-redis-node.conf                     | vm.overcommit_memory = 1",
        "cat /etc/sysctl.d/90-redis-node.conf                     | net.core.somaxconn = 1024",
        "sysctl -n net.core.somaxconn                             | 1024",
        "systemctl is-enabled disable-thp.service                 | enabled",
        "cat /etc/systemd/system/disable-thp.service              | echo never >/sys/kernel/mm/transparent_hugepage/enabled",
        "redis-cli config get bind                                | 10.77.1.10 127.0.0.1",
        "redis-cli config get supervised                          | systemd",
        "redis-cli config get logfile                             | /var/log/redis/redis-server.log",
        "redis-cli config get stop-writes-on-bgsave-error         | no",
        "redis-cli config get dir                                 | /data",
        "findmnt -n -o FSTYPE /data                               | ext4",
        "grep -c ^UUID=.*[[:space:]]/data[[:space:]] /etc/fstab   | 1",
        "grep mymaster /data/sentinel.conf                        | sentinel monitor mymaster 10.77.1.10 6379 2",
        "redis-cli -p 26379 sentinel master mymaster              | down-after-milliseconds 5000",
        "redis-cli -p 26379 sentinel master mymaster              | parallel-syncs 1",
        "redis-cli -p 26379 sentinel master mymaster              | failover-timeout 10000",
        "grep deny-scripts-reconfig /data/sentinel.conf           | sentinel deny-scripts-reconfig yes",
        "redis-cli config get min-replicas-to-write               | 1",
        "systemctl is-system-running                              | running",
      })
  void aNodeIsAsTheSeedWantsIt(String command, String expected) {
    assertThat(lab.onNode("a", command.strip().split("\\s+")).replaceAll("\\s+", " "))
        .contains(expected);
  }

  @Test
  @Order(2)
  void noKernelWarningThatANamespaceCanAvoid() {
    assertThat(lab.onNode("a", "grep", "-i", "warning", "/var/log/redis/redis-server.log").lines())
        // These two settings belong to the host of a container.
        .filteredOn(
            line -> !line.contains("overcommit_memory") && !line.contains("Transparent Huge"))
        .isEmpty();
  }

  @Test
  @Order(2)
  void aReplicaNamesItsMasterOnTheDataVolume() {
    assertThat(lab.onNode("b", "cat", "/data/redis.conf")).contains("replicaof 10.77.1.10 6379");
  }

  @Test
  @Order(3)
  void aSecondUpChangesNothingAndARefreshFindsNothing() {
    lab.ok("pulumi", "--", "up", "--yes", "--skip-preview", "--expect-no-changes");
    lab.ok("pulumi", "--", "refresh", "--yes", "--skip-preview", "--expect-no-changes");
    assertThat(lab.ok("up").all()).contains("healthy, master a, quorum 2");
  }

  @Test
  @Order(4)
  void theBootstrapOfALiveNodeRunsAgainAndChangesNothing() {
    String processes = lab.onNode("b", "pidof", "redis-server", "redis-sentinel");
    lab.ok("exec", "b", "--", "systemctl", "restart", "redis-node");
    assertThat(lab.onNode("b", "redis-node-ready")).isEqualTo("ready\n");
    assertThat(lab.onNode("b", "pidof", "redis-server", "redis-sentinel")).isEqualTo(processes);
  }

  /** What is held back comes to exactly the node that is named, which is a member again at once. */
  @Test
  @Order(5)
  void aReplicaIsRolledOutAndLeavesNoGhost() {
    List<LabNode> before = lab.session().nodes();
    lab.onNode("a", "redis-cli", "set", "rollout", "survives");
    String identity = lab.onNode("c", "grep", "myid", "/data/sentinel.conf");
    TestLab.Result up =
        lab.ok(
            "pulumi",
            "--",
            "up",
            "--yes",
            "--skip-preview",
            "--config-path",
            "-c",
            "redis-sentinel:redisRunTests=true",
            "-c",
            "redis-sentinel:rollout[0]=c");
    assertThat(up.all()).contains("what   : \"configuration\"");

    lab.awaitHealthy(Duration.ofSeconds(30));
    List<LabNode> after = lab.session().nodes();
    assertThat(after.subList(0, 2)).isEqualTo(before.subList(0, 2));
    assertThat(after.get(2).instanceId()).isNotEqualTo(before.get(2).instanceId());
    assertThat(after.get(2).address()).isEqualTo(before.get(2).address());
    assertThat(lab.onNode("c", "grep", "myid", "/data/sentinel.conf")).isEqualTo(identity);
    assertThat(lab.onNode("c", "grep", "RUN_TESTS", "/etc/redis-node/node.env"))
        .isEqualTo("REDIS_RUN_TESTS='yes'\n");
    assertThat(lab.onNode("c", "redis-cli", "get", "rollout")).isEqualTo("survives\n");
    assertThat(lab.onNode("a", "redis-cli", "-p", "26379", "sentinel", "master", "mymaster"))
        .contains("num-other-sentinels\n2\n", "num-slaves\n2\n");
  }

  @Order(6)
  @ParameterizedTest
  @ValueSource(strings = {"dev", "staging", "prod"})
  void theOtherStacksPreview(String stack) {
    assertThat(lab.ok("pulumi", "--stack", stack, "--", "preview").all()).contains("to create");
  }

  @Test
  @Order(7)
  void anotherProgramUsesTheComponentBesideTheStack() throws Exception {
    Process install =
        new ProcessBuilder(
                "mvn", "-q", "install", "-DskipTests", "-pl", "components/redis-sentinel", "-am")
            .directory(TestLab.ROOT.toFile())
            .inheritIO()
            .start();
    assertThat(install.waitFor()).isZero();
    String example = TestLab.ROOT.resolve("examples/java").toString();
    lab.ok("pulumi", "--cwd", example, "--", "up", "--yes", "--skip-preview");
    lab.await(
        Duration.ofSeconds(60),
        "healthy cluster of the example",
        () -> lab.session().status("cache"),
        ClusterStatus::healthy);
    assertThat(lab.run("exec", "a", "--", "true").error()).contains("cache/a, cache/b");
    lab.ok("pulumi", "--cwd", example, "--", "destroy", "--yes", "--skip-preview");
    assertThat(lab.status().healthy()).isTrue();
  }

  @Test
  @Order(8)
  void downLeavesNothingBehind() throws Exception {
    lab.ok("down");
    assertThat(lab.lab().state()).doesNotExist();
    assertThat(Machine.tracesOf(lab.lab().name())).isEmpty();
    assertThat(lab.run("status").exitCode()).isEqualTo(ExitCode.NOTHING_THERE);
  }
}
