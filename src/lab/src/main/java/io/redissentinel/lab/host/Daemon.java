package io.redissentinel.lab.host;

import io.redissentinel.lab.cloud.HostException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A server of the lab's own inside its network, in a cgroup of its own: starts and checks it. */
final class Daemon {
  private static final Duration START_LIMIT = Duration.ofSeconds(30);

  private final String title;
  private final String group;
  private final Path log;
  private final List<String> listening;

  /**
   * A server that need not be there yet.
   *
   * @param title for people
   * @param log takes all it writes
   * @param addresses where it listens, on port 80
   */
  Daemon(String title, String group, Path log, String... addresses) {
    this.title = title;
    this.group = group;
    this.log = log;
    this.listening = List.of(addresses).stream().map(Daemon::listening).toList();
  }

  boolean isRunning() {
    return !Cgroups.processes(group).isEmpty();
  }

  /** Starts it; does not wait until it answers. */
  void start(List<String> argv) {
    Command.of(Cgroups.inside(group, argv)).startDetached(log, Map.of());
    // Until it has joined its cgroup, a second start would not see the first.
    if (!Await.until(START_LIMIT, this::isRunning)) {
      throw notUp();
    }
  }

  /** Waits until it answers. */
  void awaitHealthy() {
    Await.until(START_LIMIT, () -> isHealthy() || !isRunning());
    if (!isHealthy()) {
      throw notUp();
    }
  }

  boolean isHealthy() {
    return Cgroups.processes(group).stream().anyMatch(this::isListening);
  }

  /** A process's /proc/net shows its own network namespace, also to those outside of it. */
  private boolean isListening(long pid) {
    try {
      String sockets = Files.readString(Path.of("/proc", Long.toString(pid), "net", "tcp"));
      // A JVM may listen on IPv4 addresses through IPv6 sockets.
      Path six = Path.of("/proc", Long.toString(pid), "net", "tcp6");
      String all = sockets + (Files.exists(six) ? Files.readString(six) : "");
      return listening.stream().allMatch(all::contains);
    } catch (IOException e) {
      return false;
    }
  }

  /** As /proc/net/tcp writes ADDRESS:80 in state LISTEN; the address is in network byte order. */
  private static String listening(String address) {
    String[] parts = address.split("\\.");
    StringBuilder hex = new StringBuilder();
    for (int i = parts.length - 1; i >= 0; i--) {
      hex.append("%02X".formatted(Integer.parseInt(parts[i])));
    }
    return hex + ":0050 ";
  }

  private HostException notUp() {
    return new HostException(
        "the lab's %s does not run; the end of %s:%n%s".formatted(title, log, Tail.of(log, 25)));
  }
}
