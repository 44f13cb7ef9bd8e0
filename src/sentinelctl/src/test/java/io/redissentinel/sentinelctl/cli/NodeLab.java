package io.redissentinel.sentinelctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.redissentinel.sentinelctl.cli.Launchers.Result;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A lab for a test class, as {@code @RegisterExtension static final NodeLab LAB = new
 * NodeLab("lab-name")}: up before the first test, gone after the last one, also where it does not
 * come up, and after Ctrl-C.
 */
final class NodeLab implements BeforeAllCallback, AfterAllCallback {
  static final List<String> NODES = List.of("a", "b", "c");

  private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final String name;
  private final List<String> up;
  private final Launchers launchers;
  private final Thread hook = new Thread(this::downWithAllThatRuns, "lab-down");

  /**
   * Describes it.
   *
   * @param up what {@code bin/lab up} is given, such as {@code --redis-version}
   */
  NodeLab(String name, String... up) {
    this.name = name;
    this.up = new ArrayList<>(List.of("up"));
    this.up.addAll(List.of(up));
    this.launchers = new Launchers(name);
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    Runtime.getRuntime().addShutdownHook(hook);
    // What an earlier run has left, if it was killed.
    down();
    Result result = launchers.lab(up.toArray(String[]::new));
    if (result.exitCode() != 0) {
      down();
    }
    assertThat(result.exitCode()).as(result::all).isZero();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    down();
    Runtime.getRuntime().removeShutdownHook(hook);
  }

  /** What still runs, such as a roll, would go on, and bring up a lab of its own. */
  private void downWithAllThatRuns() {
    ProcessHandle.current().descendants().forEach(ProcessHandle::destroy);
    down();
  }

  private void down() {
    launchers.lab("down", "--force");
  }

  Launchers launchers() {
    return launchers;
  }

  /** Begins {@code bin/sentinelctl ARGS}. */
  Begun beginCtl(String... arguments) throws IOException {
    List<String> argv = new ArrayList<>(List.of(ROOT.resolve("bin/sentinelctl").toString()));
    argv.addAll(List.of(arguments));
    return Begun.command(Map.of("LAB_NAME", name), argv.toArray(String[]::new));
  }

  /** Begins a client that writes on end. */
  LoadWriter beginWriter() throws IOException {
    return LoadWriter.begin(name, onNode("a", "cat /run/redis-node/password"));
  }

  /** Runs a line of shell on a node, as root, and gives what it wrote. */
  String onNode(String node, String script) {
    return launchers.lab("exec", node, "--", "sh", "-c", script).output();
  }

  /** What {@code sentinelctl status} says. */
  JsonNode status() throws IOException {
    return new JsonMapper().readTree(launchers.ctl("status", "--output", "json").output());
  }

  String master() throws IOException {
    return status().path("master").asText();
  }

  void awaitHealthy(Duration limit) {
    await(limit, "healthy cluster", () -> launchers.ctl("status"), it -> it.exitCode() == 0);
  }

  /** Looks until the condition holds; fails with what was seen last. */
  static <T> T await(Duration limit, String what, Supplier<T> look, Predicate<T> condition) {
    long end = System.nanoTime() + limit.toNanos();
    T seen = look.get();
    while (!condition.test(seen)) {
      assertThat(System.nanoTime()).as("no %s in time, but: %s", what, seen).isLessThan(end);
      pause();
      seen = look.get();
    }
    return seen;
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
