package io.redissentinel.lab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.redissentinel.lab.cloud.Resource;
import io.redissentinel.lab.cloud.iam.RolePolicies;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody gets in who does not belong, on real nodes as `bin/lab up` makes them. */
@Tag("nodes")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class SecurityTest {
  private static final List<String> NODES = List.of("a", "b", "c");
  private static final String METADATA = "http://169.254.169.254/latest/";
  private TestLab lab;
  private Spy spy;
  private String password;

  @BeforeAll
  void up() {
    lab = new TestLab("lab-sec");
    spy = new Spy(lab);
    lab.ok("up");
    password =
        lab.ok("pulumi", "--", "stack", "output", "redisPassword", "--show-secrets")
            .output()
            .strip();
    assertThat(password.matches("[A-Za-z0-9]{32}")).as("32 letters and digits").isTrue();
  }

  @AfterAll
  void down() {
    lab.close();
  }

  private String address(String node) {
    return lab.session().node(node).address();
  }

  @Order(1)
  @ParameterizedTest
  @ValueSource(ints = {6379, 26379, 22})
  void nothingAnswersWhoIsNotAClient(int port) {
    for (String node : NODES) {
      assertThat(spy.talk(Spy.OUTSIDER, address(node), port, "PING")).startsWith("no answer");
    }
    // The same question from where clients stand, so that the silence above means something.
    assertThat(spy.talk(Spy.CLIENT, address("a"), port, "PING")).startsWith("connected");
  }

  @Order(2)
  @ParameterizedTest
  @ValueSource(
      strings = {
        "PING",
        "GET key",
        "SET key value",
        "INFO",
        "CONFIG GET requirepass",
        "CLIENT LIST",
        "REPLICAOF NO ONE",
        "SYNC",
        "SUBSCRIBE channel",
        "DEBUG SLEEP 0",
      })
  void redisServesNothingWithoutThePassword(String command) {
    for (String node : NODES) {
      Spy.assertRefused(spy.talk(Spy.CLIENT, address(node), 6379, command));
      Spy.assertRefused(
          spy.talk(
              Spy.CLIENT, address(node), 6379, "AUTH a-wrong-password-of-32-letters", command));
    }
  }

  @Order(2)
  @ParameterizedTest
  @ValueSource(
      strings = {
        "PING",
        "INFO",
        "SENTINEL MASTERS",
        "SENTINEL GET-MASTER-ADDR-BY-NAME mymaster",
        "SENTINEL FAILOVER mymaster",
        "SENTINEL REMOVE mymaster",
        "SENTINEL SET mymaster quorum 1",
        "PSUBSCRIBE *",
      })
  void sentinelServesNothingWithoutThePassword(String command) {
    for (String node : NODES) {
      Spy.assertRefused(spy.talk(Spy.CLIENT, address(node), 26379, command));
      Spy.assertRefused(
          spy.talk(
              Spy.CLIENT, address(node), 26379, "AUTH a-wrong-password-of-32-letters", command));
    }
  }

  @Test
  @Order(2)
  void withThePasswordAClientIsServed() {
    String auth = "AUTH " + password;
    for (String node : NODES) {
      assertThat(spy.talk(Spy.CLIENT, address(node), 6379, auth, "PING")).contains("+OK", "+PONG");
      assertThat(spy.talk(Spy.CLIENT, address(node), 26379, auth, "PING")).contains("+OK", "+PONG");
    }
  }

  @Test
  @Order(3)
  void userDataHasNoSecret() throws IOException {
    for (String node : NODES) {
      Path file =
          lab.lab().state().resolve("metadata").resolve(address(node)).resolve("latest/user-data");
      try (InputStream unpacked =
          new GZIPInputStream(new ByteArrayInputStream(Files.readAllBytes(file)))) {
        String text = new String(unpacked.readAllBytes(), StandardCharsets.UTF_8);
        assertThat(text).contains("SECRET_ID=");
        Spy.assertAbsent(password, text, "user data");
      }
    }
  }

  /** Pulumi's state and history, the lab's own records, consoles, and every node's root disk. */
  @Test
  @Order(3)
  void nothingThatTheLabKeepsHasTheSecretInClear() throws IOException {
    List<String> folders = new ArrayList<>();
    for (String name :
        List.of("pulumi", "pulumi-home", "projects", "aws", "apis", "metadata", "services")) {
      folders.add(lab.lab().state().resolve(name).toString());
    }
    for (String node : NODES) {
      String id = lab.session().node(node).instanceId();
      folders.add(lab.session().host().rootOf(id).resolveSibling("upper").toString());
      Path console = lab.session().host().consoleLog(id);
      Spy.assertAbsent(
          password, Files.readString(console, StandardCharsets.ISO_8859_1), console.toString());
    }
    Spy.assertNothingFound(Spy.searchHere(password, folders.toArray(String[]::new)), 100);
    Spy.assertNothingFound(Spy.searchHere(password, "/proc"), 10);
  }

  @Test
  @Order(3)
  void noJournalAndNoProcessShowsTheSecret() {
    for (String node : NODES) {
      String journal = lab.onNode(node, "journalctl", "--no-pager", "--all");
      assertThat(journal.lines().count()).as("lines of the journal").isGreaterThan(100);
      Spy.assertAbsent(password, journal, "the journal");
      String processes = lab.onNode(node, "ps", "axwwe");
      assertThat(processes.contains("redis-server") && processes.contains("redis-sentinel"))
          .as("ps shows Redis and Sentinel")
          .isTrue();
      Spy.assertAbsent(password, processes, "ps");
      Spy.assertNothingFound(spy.searchNode(node, password, Spy.ROOT, "/proc"), 10);
    }
  }

  @Test
  @Order(3)
  void nobodyCanReadTheSecretOnANode() {
    for (String node : NODES) {
      Spy.assertNothingFound(spy.searchNode(node, password, Spy.NOBODY, "/", "/proc"), 1000);
      // Root finds it, so the search above would have found it too.
      assertThat(spy.searchNode(node, password, Spy.ROOT, "/run/redis-node", "/data"))
          .anyMatch(line -> line.startsWith("FOUND /run/redis-node/"))
          .anyMatch(line -> line.equals("FOUND /data/sentinel.conf"));
      assertThat(lab.onNode(node, "stat", "-c", "%a %U:%G", "/data", "/run/redis-node/password"))
          .isEqualTo("1770 root:redis\n640 root:redis\n");
      assertThat(lab.onNode(node, "runuser", "-u", "nobody", "--", "redis-cli", "ping"))
          .contains("NOAUTH");
    }
  }

  /** What root runs and keeps on the data volume is root's, although Redis writes beside it. */
  @Test
  @Order(3)
  void redisCannotChangeTheBinariesThatAreKept() {
    String attempts =
        """
        kept=$(echo /data/.redis-node/redis-*)
        echo x >>"$kept/redis-cli" || mv "$kept/redis-cli" /data/ || rm "$kept/SHA256SUMS" ||
          mv /data/.redis-node /data/other || touch "$kept/more" || echo all refused
        touch /data/own && rm /data/own && echo own allowed
        """;
    for (String node : NODES) {
      assertThat(lab.onNode(node, "runuser", "-u", "redis", "--", "sh", "-c", attempts))
          .isEqualTo("all refused\nown allowed\n");
    }
  }

  @Test
  @Order(4)
  void theMetadataServiceRefusesWithoutAToken() {
    String path = METADATA + "meta-data/iam/security-credentials/";
    String status = "curl -s -o /dev/null -w %{http_code} ";
    assertThat(lab.onNode("a", "sh", "-c", status + path)).isEqualTo("401");
    assertThat(
            lab.onNode("a", "sh", "-c", status + "-H 'X-aws-ec2-metadata-token: made-up' " + path))
        .isEqualTo("401");
    String token =
        "-H \"X-aws-ec2-metadata-token: $(curl -s -X PUT -H 'X-aws-ec2-metadata-token-ttl-seconds: 60' "
            + METADATA
            + "api/token)\" ";
    assertThat(
            lab.onNode(
                "a", "sh", "-c", "curl -s " + token + path + "$(curl -s " + token + path + ")"))
        .contains("\"Code\" : \"Success\"", "\"Type\" : \"AWS-HMAC\"", "\"Expiration\"");
  }

  @Test
  @Order(5)
  void theQuorumFailsOverAndFormsAgain() {
    String old = lab.awaitHealthy(Duration.ofSeconds(60)).master();
    assertThat(lab.onNode(old, "redis-cli", "set", "kept", "yes")).isEqualTo("OK\n");
    assertThat(lab.onNode(old, "redis-cli", "wait", "1", "5000").strip()).isNotEqualTo("0");
    lab.ok("kill", old);
    lab.await(
        Duration.ofSeconds(30),
        "another master",
        () -> lab.session().look(node -> !node.key().equals(old)),
        seen -> seen.nodes().stream().anyMatch(node -> "master".equals(node.role())));
    lab.ok("start", old);
    ClusterStatus after = lab.awaitHealthy(Duration.ofSeconds(90));
    assertThat(after.master()).isNotEqualTo(old);
    assertThat(lab.onNode(old, "redis-cli", "get", "kept")).isEqualTo("yes\n");
  }

  @Test
  @Order(6)
  void aRoleThatMayNotReadThePasswordIsAClearError() {
    Resource policy = lab.session().cloud().list(RolePolicies.TOKEN).get(0);
    lab.session()
        .host()
        .aws()
        .iam()
        .deleteRolePolicy(
            gone ->
                gone.roleName(policy.inputs().requireText("role"))
                    .policyName(policy.inputs().requireText("name")));
    String replica = lab.awaitHealthy(Duration.ofSeconds(60)).master().equals("c") ? "b" : "c";
    lab.ok("kill", replica);
    lab.ok("start", replica);
    String said =
        lab.await(
            Duration.ofSeconds(120),
            "failed bootstrap",
            () -> lab.onNode(replica, "cat", "/var/lib/redis-node/status"),
            status -> status.startsWith("failed"));
    assertThat(lab.run("logs", replica).output())
        .as(said)
        .contains("secretsmanager:GetSecretValue", policy.inputs().requireText("role"));

    // A refresh sees that it is gone, and the update makes it again.
    lab.ok("pulumi", "--", "up", "--yes", "--skip-preview", "--refresh");
    lab.ok("reboot", replica);
    lab.awaitHealthy(Duration.ofSeconds(90));
  }

  @Test
  @Order(7)
  void motoOutlivesItsDeathAndTheNodesStillGetTheirPassword() {
    ClusterStatus before = lab.awaitHealthy(Duration.ofSeconds(60));
    String replica = before.master().equals("c") ? "b" : "c";
    assertThat(Spy.moto(lab.lab()).destroyForcibly()).isTrue();
    lab.ok("kill", replica);
    lab.ok("start", replica);
    assertThat(lab.awaitHealthy(Duration.ofSeconds(90)).healthy()).isTrue();
    lab.ok("pulumi", "--", "up", "--yes", "--skip-preview", "--refresh", "--expect-no-changes");
  }
}
