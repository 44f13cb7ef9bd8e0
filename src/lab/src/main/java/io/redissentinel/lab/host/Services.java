package io.redissentinel.lab.host;

import io.redissentinel.lab.cloud.HostException;
import io.redissentinel.lab.services.ServicesMain;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The JVM inside the lab's network that serves metadata and tarballs: starts, checks, stops it. */
final class Services {
  private static final Duration START_LIMIT = Duration.ofSeconds(30);

  /** As /proc/net/tcp writes ADDRESS:80 in state LISTEN; the address is in network byte order. */
  private static final List<String> LISTENING =
      List.of(listening(Namespaces.METADATA_ADDRESS), listening(Namespaces.TARBALL_ADDRESS));

  private final LabSettings lab;
  private final Namespaces namespaces;

  Services(LabSettings lab, Namespaces namespaces) {
    this.lab = lab;
    this.namespaces = namespaces;
  }

  /** Starts them unless they run; does not wait. */
  void start() {
    if (!Cgroups.processes(group()).isEmpty()) {
      return;
    }
    Folders.create(lab.services());
    Folders.create(lab.metadata());
    List<String> java =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx48m",
            "-Xss256k",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:-UsePerfData",
            "-cp",
            classPath(),
            ServicesMain.class.getName(),
            lab.metadata().toString(),
            Namespaces.METADATA_ADDRESS,
            lab.tarballs().toString(),
            Namespaces.TARBALL_ADDRESS);
    Command.of(Cgroups.inside(group(), namespaces.insideLab(java))).startDetached(log(), Map.of());
    // Until it has joined its cgroup, a second start would not see the first.
    if (!Await.until(START_LIMIT, () -> !Cgroups.processes(group()).isEmpty())) {
      throw notUp();
    }
  }

  /** Waits until both answer. */
  void awaitHealthy() {
    Await.until(START_LIMIT, () -> isHealthy() || Cgroups.processes(group()).isEmpty());
    if (!isHealthy()) {
      throw notUp();
    }
  }

  boolean isHealthy() {
    return Cgroups.processes(group()).stream().anyMatch(Services::isListening);
  }

  void stop() {
    Cgroups.kill(group());
    Cgroups.remove(group());
  }

  /** A process's /proc/net shows its own network namespace, also to those outside of it. */
  private static boolean isListening(long pid) {
    try {
      String sockets = Files.readString(Path.of("/proc", Long.toString(pid), "net", "tcp"));
      // The JVM may listen on IPv4 addresses through IPv6 sockets.
      Path six = Path.of("/proc", Long.toString(pid), "net", "tcp6");
      String all = sockets + (Files.exists(six) ? Files.readString(six) : "");
      return LISTENING.stream().allMatch(all::contains);
    } catch (IOException e) {
      return false;
    }
  }

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
        "the lab's metadata service does not run; the end of %s:%n%s"
            .formatted(log(), Tail.of(log(), 25)));
  }

  private Path log() {
    return lab.services().resolve("services.log");
  }

  private String group() {
    return lab.group("services");
  }

  private static String classPath() {
    try {
      return Path.of(ServicesMain.class.getProtectionDomain().getCodeSource().getLocation().toURI())
          .toString();
    } catch (URISyntaxException e) {
      throw new HostException("cannot find the services' own classes", e);
    }
  }
}
