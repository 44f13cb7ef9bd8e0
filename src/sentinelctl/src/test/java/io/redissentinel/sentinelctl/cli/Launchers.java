package io.redissentinel.sentinelctl.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** bin/lab and bin/sentinelctl, as processes, for a lab of a name. */
final class Launchers {
  private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
  private static final Path LOGS = ROOT.resolve("src/sentinelctl/target/node-logs");
  private static final long LIMIT_MINUTES = 15;

  private final String lab;

  /** What a command ended with. */
  record Result(int exitCode, String output, String error) {
    String all() {
      return output + error;
    }
  }

  Launchers(String lab) {
    this.lab = lab;
  }

  /** Runs {@code bin/lab ARGS}. */
  Result lab(String... arguments) {
    return run("lab", "", arguments);
  }

  /** Runs {@code bin/sentinelctl ARGS}. */
  Result ctl(String... arguments) {
    return run("sentinelctl", "", arguments);
  }

  /** Runs {@code bin/sentinelctl ARGS}, which reads this. */
  Result ctlReading(String input, String... arguments) {
    return run("sentinelctl", input, arguments);
  }

  private Result run(String launcher, String input, String... arguments) {
    List<String> argv = new ArrayList<>(List.of(ROOT.resolve("bin").resolve(launcher).toString()));
    argv.addAll(List.of(arguments));
    try {
      Files.createDirectories(LOGS);
      // Files, not pipes: what outlives the command would hold a pipe open.
      Path in = Files.writeString(Files.createTempFile(LOGS, lab, ".in"), input);
      Path out = Files.createTempFile(LOGS, lab, ".out");
      Path err = Files.createTempFile(LOGS, lab, ".err");
      ProcessBuilder builder =
          new ProcessBuilder(argv)
              .redirectInput(in.toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      builder.environment().put("LAB_NAME", lab);
      Process process = builder.start();
      try {
        if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
          throw new AssertionError(argv + ": not finished, see " + err);
        }
      } finally {
        process.destroy();
      }
      return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
    } catch (IOException e) {
      throw new AssertionError(argv + ": " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(argv + ": interrupted", e);
    }
  }
}
