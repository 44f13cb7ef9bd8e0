package io.redissentinel.sentinelctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.redissentinel.sentinelctl.cli.Launchers.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A lab whose password is rotated, and what must be true of it. */
final class RotateLab {
  static final List<String> NODES = List.of("a", "b", "c");
  private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
  private static final double LONGEST_WITHOUT_WRITES = 1.2;
  private static final Duration A_NODE = Duration.ofMinutes(3);

  /** Where the node keeps the password of before, for what looks for it. Not on a command line. */
  private static final String BEFORE = "/run/password-before";

  private final String name;
  private final Path folder;
  final Launchers launchers;

  RotateLab(String name, Path folder) {
    this.name = name;
    this.folder = folder;
    this.launchers = new Launchers(name);
  }

  void up(String... options) {
    List<String> words = new ArrayList<>(List.of("up"));
    words.addAll(List.of(options));
    ok(launchers.lab(words.toArray(String[]::new)));
  }

  void down() {
    launchers.lab("down", "--force");
  }

  static Result ok(Result result) {
    assertThat(result.exitCode()).as(result::all).isZero();
    return result;
  }

  String on(String node, String script) {
    return launchers.lab("exec", node, "--", "sh", "-c", script).output().strip();
  }

  /** A hash: whether two nodes have the same, without saying what. */
  String password(String node) {
    return on(node, "sha256sum </run/redis-node/password");
  }

  String epoch() {
    return on("b", "redis-cli -p 26379 sentinel master mymaster | grep -A1 -x config-epoch");
  }

  JsonNode status() throws IOException {
    return new JsonMapper().readTree(launchers.ctl("status", "--output", "json").output());
  }

  void remember() throws IOException {
    NODES.forEach(node -> on(node, "cp /run/redis-node/password " + BEFORE));
    tellClients();
  }

  /** What clients do: they read the password from the store. */
  void tellClients() throws IOException {
    Files.writeString(folder.resolve("password"), on("a", "cat /run/redis-node/password"));
  }

  Begun rotation(String... options) throws IOException {
    List<String> words =
        new ArrayList<>(
            List.of(ROOT.resolve("bin/sentinelctl").toString(), "rotate-password", "--yes"));
    words.addAll(List.of(options));
    return Begun.command(Map.of("LAB_NAME", name), words.toArray(String[]::new));
  }

  Begun writer() throws IOException {
    Path program = folder.resolve("writer.py");
    try (var source = RotateLab.class.getResourceAsStream("writer.py")) {
      Files.write(program, source.readAllBytes());
    }
    return Begun.command(
        Map.of(),
        "nsenter",
        "--net=/run/netns/" + name,
        "python3",
        program.toString(),
        folder.resolve("password").toString(),
        "10.77.1.10",
        "10.77.2.10",
        "10.77.3.10");
  }

  void assertNothingLost(Begun writer) throws Exception {
    writer.terminate();
    assertThat(writer.awaitEnd(Duration.ofMinutes(1))).as(writer.said()).isZero();
    System.out.println("writer: " + writer.said().strip());
    JsonNode history = new JsonMapper().readTree(writer.said());
    assertThat(history.path("acknowledged").asInt()).as(writer.said()).isGreaterThan(500);
    assertThat(history.path("lost").asInt()).as(writer.said()).isZero();
    assertThat(history.path("gapSeconds").asDouble())
        .as(writer.said())
        .isLessThan(LONGEST_WITHOUT_WRITES);
  }

  /** Every server and sentinel takes the same password, and refuses the one of before. */
  void assertRotated() throws IOException {
    assertThat(status().path("healthy").asBoolean()).isTrue();
    for (String node : NODES) {
      assertThat(password(node)).as(node).isEqualTo(password("a"));
      assertThat(on(node, "ls /run/redis-node")).doesNotContain("password.other", "rotation");
      for (String port : List.of("6379", "26379")) {
        String ping = " /usr/local/lib/redis-node/bin/redis-cli -h 10.77.%s.10 -p %s ping 2>&1";
        String address = String.valueOf(NODES.indexOf(node) + 1);
        assertThat(
                on(
                    node,
                    "REDISCLI_AUTH=$(cat %s)".formatted(BEFORE) + ping.formatted(address, port)))
            .as("%s, %s", node, port)
            // redis-cli of 6.2 ends with the refusal of the password itself.
            .containsAnyOf("NOAUTH", "WRONGPASS")
            .doesNotContain("PONG");
        assertThat(
                on(
                    node,
                    "REDISCLI_AUTH=$(cat /run/redis-node/password)"
                        + ping.formatted(address, port)))
            .isEqualTo("PONG");
      }
    }
  }

  /** The password of before is nowhere; the new one only where Redis and Sentinel have it. */
  void assertNothingTold() {
    for (String node : NODES) {
      for (String file : List.of(BEFORE, "/run/redis-node/password")) {
        String search =
            "grep -rlF -f %1$s /data /var/log /etc /var/lib/redis-node /tmp /run/redis-node 2>/dev/null;"
                    .formatted(file)
                + " journalctl -q | grep -F -f %1$s; ps axeww | grep -F -f %1$s;".formatted(file)
                + " redis-cli slowlog get 128 | grep -F -f %1$s; true".formatted(file);
        List<String> found = on(node, search).lines().toList();
        assertThat(found)
            .as("%s: %s", node, file)
            .isSubsetOf(
                file.equals(BEFORE)
                    ? List.of()
                    : List.of(
                        "/data/sentinel.conf",
                        "/data/redis.conf",
                        "/run/redis-node/auth.conf",
                        "/run/redis-node/password"));
      }
    }
  }

  /** The next update shows it, and changes nothing. */
  void assertTheStackShowsIt() throws IOException {
    Result preview = ok(launchers.lab("pulumi", "--", "preview", "--json"));
    JsonNode steps = new JsonMapper().readTree(preview.output()).path("changeSummary");
    assertThat(steps.fieldNames()).as(preview.output()).toIterable().containsExactly("same");
    ok(launchers.lab("pulumi", "--", "up", "--yes", "--skip-preview"));
    String shown =
        launchers
            .lab("pulumi", "--", "stack", "output", "redisPassword", "--show-secrets")
            .output()
            .strip();
    assertThat(shown).isEqualTo(on("a", "cat /run/redis-node/password"));
  }

  /** Lets a node's sentinel take so long to start. */
  void slowSentinel(String node, int seconds) {
    String dropIn = "/run/systemd/system/redis-sentinel.service.d";
    on(
        node,
        seconds == 0
            ? "rm -r %s; systemctl daemon-reload".formatted(dropIn)
            : "mkdir -p %1$s; printf '[Service]\\nExecStartPre=/bin/sleep %2$d\\n' >%1$s/slow.conf; systemctl daemon-reload"
                .formatted(dropIn, seconds));
  }

  void awaitReady(String node) throws InterruptedException {
    long end = System.nanoTime() + A_NODE.toNanos();
    String said = "";
    while (!said.equals("ready")) {
      assertThat(System.nanoTime()).as("%s: %s", node, said).isLessThan(end);
      Thread.sleep(1000);
      said = on(node, "test -e /run/redis-node/ready && redis-node-ready");
    }
  }
}
