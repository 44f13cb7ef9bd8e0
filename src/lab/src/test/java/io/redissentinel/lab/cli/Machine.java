package io.redissentinel.lab.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a lab could leave on this machine. */
final class Machine {
  private static final int CAP_SYS_RESOURCE = 24;

  private Machine() {}

  /** Namespaces, mounts, loop devices, cgroups and processes that carry a lab's name. */
  static String tracesOf(String lab) throws IOException, InterruptedException {
    return shell(
        """
        ip netns list | grep -F %1$s
        grep -F %1$s /proc/mounts
        losetup -l | grep -F %1$s
        find /sys/fs/cgroup -maxdepth 2 -name '%1$s*'
        pgrep -af %1$s
        true
        """
            .formatted(lab));
  }

  static String gitStatus() throws IOException, InterruptedException {
    return shell("cd " + TestLab.ROOT + " && git status --porcelain");
  }

  /** On-line growth of ext4 is for CAP_SYS_RESOURCE, which root in some sandboxes has not. */
  static boolean mayGrowFileSystemsOnLine() {
    try {
      String effective =
          Files.readAllLines(Path.of("/proc/self/status")).stream()
              .filter(line -> line.startsWith("CapEff:"))
              .findFirst()
              .orElseThrow();
      long bits = Long.parseUnsignedLong(effective.replaceAll("CapEff:\\s*", ""), 16);
      return (bits >> CAP_SYS_RESOURCE & 1) == 1;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String shell(String script) throws IOException, InterruptedException {
    // By standard input: on a command line the script would find itself.
    Process process = new ProcessBuilder(List.of("bash", "-s")).start();
    try (OutputStream stdin = process.getOutputStream()) {
      stdin.write(script.getBytes(StandardCharsets.UTF_8));
    }
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return output;
  }
}
