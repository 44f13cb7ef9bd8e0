package io.redissentinel.sentinelctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.redissentinel.sentinelctl.cli.Launchers.Result;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;

/** A lab's cluster, and what a restore is checked by: all its keys, their values and expiries. */
final class RestoreLab {
  static final Duration LIMIT = Duration.ofMinutes(4);
  private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();

  private final String name;
  private final Launchers launchers;
  private final String script;

  RestoreLab(String name) {
    this.name = name;
    this.launchers = new Launchers(name);
    try (var source = RestoreLab.class.getResourceAsStream("keys.py")) {
      script = new String(source.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void up() {
    launchers.lab("down", "--force");
    Result up = launchers.lab("up");
    assertThat(up.exitCode()).as(up::all).isZero();
  }

  void down() {
    launchers.lab("down", "--force");
  }

  Result ctl(String... arguments) {
    return launchers.ctl(arguments);
  }

  /** What a command on a node prints. */
  String on(String node, String... command) {
    String[] words =
        Stream.concat(Stream.of("exec", node, "--"), Stream.of(command)).toArray(String[]::new);
    Result result = launchers.lab(words);
    assertThat(result.exitCode()).as(result::all).isZero();
    return result.output().strip();
  }

  void lab(String... arguments) {
    Result result = launchers.lab(arguments);
    assertThat(result.exitCode()).as(result::all).isZero();
  }

  void fill(int count) {
    on(master(), "python3", "-c", script, "fill", Integer.toString(count));
  }

  /** How many keys a node holds, and a sum over all of them. */
  String digest(String node) {
    return on(node, "python3", "-c", script, "digest");
  }

  String master() {
    try {
      Result result = ctl("status", "--output", "json");
      JsonNode status = new JsonMapper().readTree(result.output());
      return status.path("master").asText();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The cluster's data as an RDB file on this machine, from a replica: a save blocks. */
  void export(Path file) throws Exception {
    String replica = master().equals("a") ? "b" : "a";
    on(replica, "redis-cli", "save");
    ProcessBuilder copy =
        new ProcessBuilder(
                ROOT.resolve("bin/lab").toString(), "exec", replica, "--", "cat", "/data/dump.rdb")
            .redirectOutput(file.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    copy.environment().put("LAB_NAME", name);
    Process copying = copy.start();
    assertThat(copying.waitFor()).isZero();
    assertThat(Files.size(file)).isPositive();
  }

  Begun restore(String... words) throws IOException {
    return Begun.command(
        Map.of("LAB_NAME", name),
        Stream.concat(
                Stream.of(ROOT.resolve("bin/sentinelctl").toString(), "restore", "--yes"),
                Stream.of(words))
            .toArray(String[]::new));
  }

  /** All nodes members again, within a limit, and nothing left of a load. */
  void assertHealthyAndClean() throws InterruptedException {
    long end = System.nanoTime() + LIMIT.toNanos();
    Result status = ctl("status");
    while (status.exitCode() != 0 && System.nanoTime() < end) {
      Thread.sleep(500);
      status = ctl("status");
    }
    assertThat(status.exitCode()).as(status::all).isZero();
    Result verify = ctl("verify");
    assertThat(verify.exitCode()).as(verify::all).isZero();
    for (String node : new String[] {"a", "b", "c"}) {
      assertThat(on(node, "sh", "-c", "ls /data/.redis-node/load")).isIn("lock", "");
      assertThat(on(node, "redis-cli", "config", "get", "min-replicas-to-write")).endsWith("1");
    }
  }
}
