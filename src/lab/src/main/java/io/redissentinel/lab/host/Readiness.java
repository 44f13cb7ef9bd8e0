package io.redissentinel.lab.host;

import io.redissentinel.lab.cloud.HostException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Follows a node's status file, {@code <state> <step>: <message>}, until it says ready or failed.
 */
final class Readiness {
  /**
   * Longer than the longest step, a compile with tests beside six others; each has its own limit.
   */
  static final Duration SILENCE_LIMIT = Duration.ofMinutes(30);

  /** For the bootstrap to write its first line once cloud-init is through. */
  private static final Duration START_LIMIT = Duration.ofSeconds(30);

  private static final Duration PAUSE = Duration.ofMillis(100);

  /** To ask for the node itself at every look would cost it more than the file does. */
  private static final int LOOKS_PER_CHECK = 10;

  private static final int LOG_LINES = 25;

  private final String instanceId;
  private final NodeRoot root;
  private final BooleanSupplier running;
  private final BooleanSupplier cloudInitDone;

  /**
   * Follows one node.
   *
   * @param running whether the node is switched on
   * @param cloudInitDone whether cloud-init is through, the user data with it
   */
  Readiness(
      String instanceId, NodeRoot root, BooleanSupplier running, BooleanSupplier cloudInitDone) {
    this.instanceId = instanceId;
    this.root = root;
    this.running = running;
    this.cloudInitDone = cloudInitDone;
  }

  void await(Duration silenceLimit, Consumer<String> progress, BooleanSupplier cancelled) {
    String last = "";
    long lastChange = System.nanoTime();
    long idleSince = 0;
    for (int look = 0; ; look++) {
      String line = status();
      if (!line.isEmpty() && !line.equals(last)) {
        last = line;
        lastChange = System.nanoTime();
        progress.accept(line.replaceFirst("^running ", ""));
      }
      if (line.startsWith("ready ")) {
        return;
      }
      if (line.startsWith("failed ")) {
        throw failure(line);
      }
      if (cancelled.getAsBoolean()) {
        throw new HostException(instanceId + ": cancelled while it said: " + said(last));
      }
      if (since(lastChange).compareTo(silenceLimit) > 0) {
        throw failure(
            "no news for %d s; it said: %s".formatted(silenceLimit.toSeconds(), said(last)));
      }
      if (look % LOOKS_PER_CHECK == 0) {
        if (!running.getAsBoolean()) {
          throw failure("it is not running any more; it said: " + said(last));
        }
        if (line.isEmpty() && cloudInitDone.getAsBoolean()) {
          idleSince = idleSince == 0 ? System.nanoTime() : idleSince;
          if (since(idleSince).compareTo(START_LIMIT) > 0) {
            throw failure("cloud-init is through, but the user data has not started a bootstrap");
          }
        }
      }
      Await.pause(PAUSE);
    }
  }

  private HostException failure(String reason) {
    for (Path log : new Path[] {root.log(), root.consoleLog()}) {
      String end = Tail.of(log, LOG_LINES);
      if (!end.isEmpty()) {
        return new HostException(
            "%s: %s%nThe last lines of %s:%n%s".formatted(instanceId, reason, log, end));
      }
    }
    return new HostException("%s: %s; its logs are empty".formatted(instanceId, reason));
  }

  /** The file is replaced while we look; half a line is taken at the next look. */
  private String status() {
    try {
      return Files.exists(root.status()) ? Files.readString(root.status()).strip() : "";
    } catch (IOException e) {
      return "";
    }
  }

  private static String said(String line) {
    return line.isEmpty() ? "nothing yet" : line;
  }

  private static Duration since(long nanoTime) {
    return Duration.ofNanos(System.nanoTime() - nanoTime);
  }
}
