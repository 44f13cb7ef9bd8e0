package io.redissentinel.lab.host;

import io.redissentinel.lab.cloud.HostException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/** What is mounted, as the kernel tells it. */
final class Mounts {
  private Mounts() {}

  static boolean isMounted(Path point) {
    return points("self").contains(point);
  }

  /** The mount points in a folder, deepest and newest first: the order to unmount them in. */
  static List<Path> below(Path folder) {
    List<Path> points = new ArrayList<>(points("self"));
    Collections.reverse(points);
    return points.stream()
        .filter(point -> point.startsWith(folder))
        .sorted(Comparator.comparing(Path::getNameCount).reversed())
        .toList();
  }

  /** Whether a process sees a file system of this device ({@code major:minor}) mounted. */
  static boolean isMountedFor(long pid, String device) {
    return lines(Long.toString(pid)).stream().anyMatch(line -> line.split(" ")[2].equals(device));
  }

  /** Unmounts; a mount that something still holds goes as soon as it is let go. */
  static void unmount(Path point) {
    if (isMounted(point) && !Command.of("umount", point.toString()).attempt().ok()) {
      Command.of("umount", "--lazy", point.toString()).run();
    }
  }

  private static List<Path> points(String pid) {
    return lines(pid).stream().map(line -> Path.of(unescape(line.split(" ")[4]))).toList();
  }

  private static List<String> lines(String pid) {
    Path file = Path.of("/proc", pid, "mountinfo");
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      if (pid.equals("self")) {
        throw new HostException("cannot read " + file, e);
      }
      return List.of();
    }
  }

  private static String unescape(String path) {
    return path.replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\");
  }
}
