package io.redissentinel.lab.host;

import io.redissentinel.lab.cloud.HostException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One external command: an argument list (never a shell line), a time-out, what it answered. */
public final class Command {
  private static final Duration DEFAULT_LIMIT = Duration.ofSeconds(30);

  /** What a command answered. */
  public record Result(int exitCode, String output, String error) {
    public boolean ok() {
      return exitCode == 0;
    }
  }

  private final List<String> argv;
  private final Duration limit;
  private final String input;

  private Command(List<String> argv, Duration limit, String input) {
    this.argv = List.copyOf(argv);
    this.limit = limit;
    this.input = input;
  }

  public static Command of(String... argv) {
    return of(List.of(argv));
  }

  public static Command of(List<String> argv) {
    return new Command(argv, DEFAULT_LIMIT, "");
  }

  /** The time after which the command is killed; 30 s by default. */
  public Command limit(Duration limit) {
    return new Command(argv, limit, input);
  }

  /** What the command reads from its standard input; nothing by default. */
  public Command input(String input) {
    return new Command(argv, limit, input);
  }

  /** Runs the command; an exit code other than 0 is an exception with what it wrote to stderr. */
  public Result run() {
    Result result = attempt();
    if (!result.ok()) {
      String said = result.error().isBlank() ? result.output() : result.error();
      throw new HostException(
          "%s: exit code %d: %s".formatted(this, result.exitCode(), said.strip()));
    }
    return result;
  }

  /** Runs the command; the exit code is the caller's to judge. */
  public Result attempt() {
    Process process = start(builder());
    FutureTask<String> output = drain(process.getInputStream());
    FutureTask<String> error = drain(process.getErrorStream());
    try {
      feed(process);
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new HostException("%s: not finished after %d ms".formatted(this, limit.toMillis()));
      }
      // A grandchild may hold the pipes open for ever; what was written by now is enough.
      return new Result(
          process.exitValue(), output.get(5, TimeUnit.SECONDS), error.get(5, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HostException(this + ": interrupted", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new HostException(this + ": its output cannot be read", e);
    } finally {
      process.destroyForcibly();
    }
  }

  /**
   * Starts the command in a session of its own, with no pipe to this JVM, so that it outlives it.
   *
   * @param log takes all it writes
   */
  public Process startDetached(Path log, Map<String, String> environment) {
    List<String> detached = new ArrayList<>(List.of("setsid"));
    detached.addAll(argv);
    ProcessBuilder builder = new ProcessBuilder(detached);
    builder.environment().putAll(environment);
    builder.redirectInput(Path.of("/dev/null").toFile());
    builder
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    return start(builder);
  }

  /** Runs the command on this JVM's own terminal and returns its exit code. */
  public int runInteractive() {
    Process process = start(new ProcessBuilder(argv).inheritIO());
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new HostException(this + ": interrupted", e);
    }
  }

  private ProcessBuilder builder() {
    ProcessBuilder builder = new ProcessBuilder(argv);
    builder.environment().put("LC_ALL", "C");
    return builder;
  }

  private Process start(ProcessBuilder builder) {
    try {
      return builder.start();
    } catch (IOException e) {
      throw new HostException("%s: cannot be started: %s".formatted(this, e.getMessage()), e);
    }
  }

  private void feed(Process process) {
    try (OutputStream stdin = process.getOutputStream()) {
      stdin.write(input.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // It ended without reading: its exit code and stderr say why.
    }
  }

  private static FutureTask<String> drain(InputStream stream) {
    FutureTask<String> task =
        new FutureTask<>(() -> new String(stream.readAllBytes(), StandardCharsets.UTF_8));
    Thread thread = new Thread(task, "command-output");
    thread.setDaemon(true);
    thread.start();
    return task;
  }

  @Override
  public String toString() {
    String line = String.join(" ", argv);
    return line.length() > 200 ? line.substring(0, 200) + "..." : line;
  }
}
