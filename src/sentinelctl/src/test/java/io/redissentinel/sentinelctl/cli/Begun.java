package io.redissentinel.sentinelctl.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A command that runs beside the test, in a process group of its own, as on a terminal. */
final class Begun implements AutoCloseable {
  /** A test run in the background ignores Ctrl-C, and what it starts would, too. */
  private static final List<String> OWN_GROUP =
      List.of(
          "python3",
          "-c",
          "import os, signal, sys; signal.signal(signal.SIGINT, signal.SIG_DFL); os.setsid();"
              + " os.execvp(sys.argv[1], sys.argv[1:])");

  private static final Duration ENDS_WITHIN = Duration.ofMinutes(2);

  private final List<String> argv;
  private final Path output;
  private final Process process;

  private Begun(List<String> argv, Path output, Process process) {
    this.argv = argv;
    this.output = output;
    this.process = process;
  }

  static Begun command(Map<String, String> environment, String... words) throws IOException {
    List<String> argv = new ArrayList<>(OWN_GROUP);
    argv.addAll(List.of(words));
    Path output = Files.createTempFile("begun", ".out");
    ProcessBuilder builder =
        new ProcessBuilder(argv).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().putAll(environment);
    return new Begun(List.of(words), output, builder.start());
  }

  /** Waits until it has said something; fails with what it said instead. */
  void awaitText(String text, Duration limit) throws IOException, InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    while (!said().contains(text)) {
      if (!process.isAlive() || System.nanoTime() > end) {
        throw new AssertionError("%s has not said '%s': %s".formatted(argv, text, said()));
      }
      Thread.sleep(200);
    }
  }

  /** Ctrl-C: the whole group gets it. */
  void interrupt() throws IOException, InterruptedException {
    signal("INT", "-" + process.pid());
  }

  /** Asks the process itself to end. */
  void terminate() throws IOException, InterruptedException {
    signal("TERM", Long.toString(process.pid()));
  }

  int awaitEnd(Duration limit) throws IOException, InterruptedException {
    if (!process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("%s has not ended: %s".formatted(argv, said()));
    }
    return process.exitValue();
  }

  String said() throws IOException {
    return Files.readString(output);
  }

  private static void signal(String name, String whom) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-s", name, "--", whom)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  /** Ends it and all that it has begun, where a test failed in the middle: the lab goes next. */
  @Override
  public void close() throws IOException {
    try {
      if (process.isAlive()) {
        interrupt();
        process.waitFor(ENDS_WITHIN.toSeconds(), TimeUnit.SECONDS);
      }
      signal("KILL", "-" + process.pid());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Files.deleteIfExists(output);
  }
}
