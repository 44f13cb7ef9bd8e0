package io.redissentinel.sentinelctl.stack;

import io.redissentinel.sentinelctl.CtlException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The {@code pulumi} command, or a command line that takes its arguments, such as {@code bin/lab
 * pulumi --}.
 */
public final class PulumiCommand {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final String prefix;
  private final Path folder;
  private volatile Process shown;

  /**
   * Makes a command.
   *
   * @param prefix what to run, in a shell's words, without arguments
   * @param folder the project's folder, where it runs
   */
  public PulumiCommand(String prefix, Path folder) {
    this.prefix = prefix;
    this.folder = folder;
  }

  Path folder() {
    return folder;
  }

  String capture(List<String> arguments) {
    return capture(arguments, "");
  }

  /**
   * Runs it and gives what it wrote to stdout.
   *
   * @throws CtlException if it fails; the message has its last words
   */
  String capture(List<String> arguments, String input) {
    Captured captured = attempt(arguments, input);
    if (captured.exitCode() != 0) {
      throw failed(arguments, captured.exitCode(), lastWords(captured.stderr()));
    }
    return captured.stdout();
  }

  /** What a run that may fail has ended with. */
  record Captured(int exitCode, String stdout, String stderr) {}

  /** Runs it, and leaves it to the caller what to think of its exit code. */
  Captured attempt(List<String> arguments, String input) {
    try {
      Process process = start(builder(arguments));
      try {
        feed(process, input);
        CompletableFuture<String> output = read(process.inputReader(StandardCharsets.UTF_8));
        CompletableFuture<String> error = read(process.errorReader(StandardCharsets.UTF_8));
        if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
          throw CtlException.failed(
              "%s: not finished after %d s; is its backend reachable?"
                  .formatted(said(arguments), LIMIT.toSeconds()));
        }
        return new Captured(process.exitValue(), output.join(), error.join());
      } finally {
        process.destroy();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CtlException.failed(said(arguments) + ": interrupted");
    }
  }

  CtlException failed(List<String> arguments, int exitCode, String words) {
    return CtlException.failed("%s: exit code %d: %s".formatted(said(arguments), exitCode, words));
  }

  /**
   * Runs it for people to see: its output goes to stderr, where progress belongs. It takes as long
   * as it takes.
   *
   * @return its exit code
   */
  int show(List<String> arguments) {
    ProcessBuilder builder = builder(arguments);
    builder.redirectInput(ProcessBuilder.Redirect.INHERIT);
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    Process process = start(builder);
    shown = process;
    try {
      process.getInputStream().transferTo(System.err);
      return process.waitFor();
    } catch (IOException e) {
      throw CtlException.failed("%s: %s".formatted(said(arguments), e.getMessage()));
    } catch (InterruptedException e) {
      // The engine has got the Ctrl-C too, and ends in its own time.
      Thread.currentThread().interrupt();
      throw CtlException.failed(said(arguments) + ": interrupted");
    }
  }

  private static void feed(Process process, String input) {
    try (var stdin = process.outputWriter(StandardCharsets.UTF_8)) {
      stdin.write(input);
    } catch (IOException e) {
      // It has ended without reading; why, its exit code and its last words say.
    }
  }

  /** Waits until what {@link #show} has started has ended, for at most this long. */
  void awaitIdle(Duration limit) {
    Process process = shown;
    try {
      if (process != null) {
        process.waitFor(limit.toSeconds(), TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private ProcessBuilder builder(List<String> arguments) {
    List<String> argv = new ArrayList<>(List.of("sh", "-c", "exec " + prefix + " \"$@\"", "sh"));
    argv.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(argv).directory(folder.toFile());
    builder.environment().putIfAbsent("PULUMI_SKIP_UPDATE_CHECK", "true");
    return builder;
  }

  private Process start(ProcessBuilder builder) {
    if (!Files.isDirectory(folder)) {
      throw CtlException.usage("--project: there is no folder " + folder);
    }
    try {
      return builder.start();
    } catch (IOException e) {
      throw CtlException.failed("cannot run %s: %s".formatted(prefix, e.getMessage()));
    }
  }

  /** Without values: they may be secrets. */
  private String said(List<String> arguments) {
    return "%s %s (in %s)"
        .formatted(
            prefix, String.join(" ", arguments.subList(0, Math.min(2, arguments.size()))), folder);
  }

  private static CompletableFuture<String> read(BufferedReader reader) {
    return CompletableFuture.supplyAsync(
        () -> {
          try (reader) {
            StringBuilder text = new StringBuilder();
            char[] buffer = new char[8192];
            for (int n = reader.read(buffer); n >= 0; n = reader.read(buffer)) {
              text.append(buffer, 0, n);
            }
            return text.toString();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  static String lastWords(String error) {
    List<String> lines = error.lines().filter(line -> !line.isBlank()).toList();
    return lines.isEmpty()
        ? "it says nothing"
        : String.join("\n  ", lines.subList(Math.max(0, lines.size() - 5), lines.size()));
  }
}
