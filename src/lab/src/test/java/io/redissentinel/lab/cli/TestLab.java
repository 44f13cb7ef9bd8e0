package io.redissentinel.lab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** A lab of its own for a test class: bin/lab as a user runs it, and a look inside. */
final class TestLab implements AutoCloseable {
  static final Path ROOT = Path.of("").toAbsolutePath().resolve("../..").normalize();
  private static final Path LOGS = ROOT.resolve("src/lab/target/lab-logs");

  /** What a command ended with. */
  record Result(int exitCode, String output, String error) {
    String all() {
      return output + error;
    }
  }

  private final String name;

  TestLab(String name) {
    this.name = name;
    run("down", "--force");
  }

  /** Runs {@code bin/lab ARGS}. */
  Result run(String... arguments) {
    List<String> argv = new ArrayList<>(List.of(ROOT.resolve("bin/lab").toString()));
    argv.addAll(Arrays.asList(arguments));
    try {
      Files.createDirectories(LOGS);
      Path output = Files.createTempFile(LOGS, name + "-", ".out");
      Path error = Files.createTempFile(LOGS, name + "-", ".err");
      ProcessBuilder builder =
          new ProcessBuilder(argv)
              .redirectInput(Path.of("/dev/null").toFile())
              .redirectOutput(output.toFile())
              .redirectError(error.toFile());
      builder.environment().put("LAB_NAME", name);
      Process process = builder.start();
      try {
        if (!process.waitFor(15, TimeUnit.MINUTES)) {
          throw new AssertionError(argv + ": not finished after 15 minutes, see " + error);
        }
      } finally {
        process.destroy();
      }
      return new Result(process.exitValue(), read(output), read(error));
    } catch (IOException e) {
      throw new AssertionError(argv + ": " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(argv + ": interrupted", e);
    }
  }

  /** Runs {@code bin/lab ARGS}, which has to succeed. */
  Result ok(String... arguments) {
    Result result = run(arguments);
    assertThat(result.exitCode())
        .as(() -> "bin/lab " + String.join(" ", arguments) + "\n" + result.all())
        .isZero();
    return result;
  }

  /** Runs a command on a node and gives what it wrote. */
  String onNode(String node, String... command) {
    Session session = session();
    return session
        .host()
        .inNode(session.node(node).instanceId(), List.of(command))
        .attempt()
        .output();
  }

  Session session() {
    return Session.open(lab());
  }

  ClusterStatus status() {
    return session().status("redis");
  }

  /** Looks until the condition holds; fails with what was seen last. */
  <T> T await(Duration limit, String what, Supplier<T> look, Predicate<T> condition) {
    long end = System.nanoTime() + limit.toNanos();
    T seen = look.get();
    while (!condition.test(seen)) {
      if (System.nanoTime() > end) {
        throw new AssertionError("no " + what + " within " + limit.toSeconds() + " s: " + seen);
      }
      try {
        Thread.sleep(50);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError("interrupted while waiting for " + what, e);
      }
      seen = look.get();
    }
    return seen;
  }

  ClusterStatus awaitHealthy(Duration limit) {
    return await(limit, "healthy cluster", this::status, ClusterStatus::healthy);
  }

  Lab lab() {
    return new Lab(name, ROOT, Path.of("/var/lib/redis-sentinel-lab").resolve(name), cache());
  }

  @Override
  public void close() {
    run("down", "--force");
  }

  private static Path cache() {
    String base = System.getenv("XDG_CACHE_HOME");
    return (base == null || base.isEmpty()
            ? Path.of(System.getenv("HOME"), ".cache")
            : Path.of(base))
        .resolve("redis-sentinel-lab");
  }

  private static String read(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.UTF_8);
  }
}
