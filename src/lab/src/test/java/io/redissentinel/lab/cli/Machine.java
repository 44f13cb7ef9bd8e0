package io.redissentinel.lab.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What a lab could leave on this machine. */
final class Machine {
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
