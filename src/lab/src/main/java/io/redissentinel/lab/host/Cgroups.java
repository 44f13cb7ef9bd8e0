package io.redissentinel.lab.host;

import io.redissentinel.lab.cloud.HostException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A cgroup of its own for every node and for the services, in every hierarchy: all of version 1 or
 * the only one of version 2. They tell the lab's processes from any other on the machine, also
 * after a crash, so no pid is ever written down or guessed. Containers need them too: two
 * systemd-nspawn in one cgroup would share their payload's.
 */
final class Cgroups {
  private static final Path ROOT = Path.of("/sys/fs/cgroup");
  private static final String PROCS = "cgroup.procs";
  private static final int CPU_SHARES_OF_1024 = 128;
  private static final int CPU_WEIGHT_OF_100 = 12;

  private Cgroups() {}

  /** Runs {@code argv} inside the group, which is made where it is missing. */
  static List<String> inside(String group, List<String> argv) {
    String files = String.join(" ", create(group).stream().map(Path::toString).toList());
    List<String> joined = new ArrayList<>();
    String join = "for procs in $1; do echo $$ > \"$procs\" || exit 1; done; shift; exec \"$@\"";
    joined.addAll(List.of("sh", "-c", join, "join", files));
    joined.addAll(argv);
    return joined;
  }

  /**
   * Runs {@code argv} inside the group, which gets a small share of the processors while others of
   * its parent want them.
   */
  static List<String> givingWay(String group, List<String> argv) {
    for (Path procs : create(group)) {
      share(procs.resolveSibling("cpu.shares"), CPU_SHARES_OF_1024);
      share(procs.resolveSibling("cpu.weight"), CPU_WEIGHT_OF_100);
    }
    return inside(group, argv);
  }

  /** Where the kernel or its owner does not let groups have shares, all have the same. */
  private static void share(Path file, int value) {
    try {
      if (Files.exists(file)) {
        Files.writeString(file, Integer.toString(value));
      }
    } catch (IOException e) {
      // It costs time and nothing else.
    }
  }

  private static List<Path> create(String group) {
    List<Path> procs = new ArrayList<>();
    for (Path hierarchy : hierarchies()) {
      Path parent = hierarchy;
      for (Path part : Path.of(group)) {
        Path child = parent.resolve(part);
        try {
          Files.createDirectories(child);
          inheritCpuset(parent, child);
        } catch (IOException e) {
          throw new HostException("cannot make the cgroup " + child, e);
        }
        parent = child;
      }
      procs.add(parent.resolve(PROCS));
    }
    return procs;
  }

  /** A new cpuset of version 1 is empty, and then nothing can join it. */
  private static void inheritCpuset(Path parent, Path child) throws IOException {
    for (String file : List.of("cpuset.cpus", "cpuset.mems")) {
      if (Files.exists(parent.resolve(file)) && Files.exists(child.resolve(file))) {
        String value = Files.readString(child.resolve(file)).strip();
        if (value.isEmpty()) {
          Files.writeString(child.resolve(file), Files.readString(parent.resolve(file)).strip());
        }
      }
    }
  }

  /** The processes in the group and below it, as this pid namespace numbers them. */
  static Set<Long> processes(String group) {
    Set<Long> pids = new TreeSet<>();
    for (Path directory : directories(group)) {
      try {
        Files.readAllLines(directory.resolve(PROCS)).stream()
            .map(Long::valueOf)
            .filter(pid -> pid > 0)
            .forEach(pids::add);
      } catch (IOException e) {
        // The group vanished while it was read: no process in it.
      }
    }
    return pids;
  }

  /** The group's process that is number 1 in a pid namespace of its own: a container's init. */
  static Optional<Long> init(String group) {
    return processes(group).stream().filter(Cgroups::isInit).findFirst();
  }

  private static boolean isInit(long pid) {
    try {
      Path proc = Path.of("/proc", Long.toString(pid));
      boolean first =
          Files.readAllLines(proc.resolve("status")).stream()
              .anyMatch(line -> line.matches("NSpid:\\s+\\d+\\s+1"));
      // Before it executes init, the container's first process is still systemd-nspawn.
      String executable = Files.readSymbolicLink(proc.resolve("exe")).getFileName().toString();
      return first && !executable.equals("systemd-nspawn");
    } catch (IOException e) {
      return false;
    }
  }

  /** Kills every process in the group and waits until none is left. */
  static void kill(String group) {
    boolean gone =
        Await.until(
            Duration.ofSeconds(20),
            () -> {
              Set<Long> pids = processes(group);
              pids.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
              return pids.isEmpty();
            });
    if (!gone) {
      throw new HostException(
          "processes %s of the cgroup %s do not end".formatted(processes(group), group));
    }
  }

  /** Removes the group and all below it; there must be no process in it. */
  static void remove(String group) {
    for (Path directory : directories(group)) {
      // Its last process may still be on its way out.
      Await.until(Duration.ofSeconds(5), () -> directory.toFile().delete() || gone(directory));
    }
  }

  private static boolean gone(Path directory) {
    return !Files.exists(directory);
  }

  /** Deepest first. */
  private static List<Path> directories(String group) {
    List<Path> directories = new ArrayList<>();
    for (Path hierarchy : hierarchies()) {
      Path top = hierarchy.resolve(group);
      if (!Files.isDirectory(top)) {
        continue;
      }
      try (Stream<Path> tree = Files.walk(top)) {
        tree.filter(Files::isDirectory).forEach(directories::add);
      } catch (IOException | UncheckedIOException e) {
        directories.add(top);
      }
    }
    directories.sort(Comparator.comparing(Path::getNameCount).reversed());
    return directories;
  }

  private static List<Path> hierarchies() {
    if (Files.exists(ROOT.resolve("cgroup.controllers"))) {
      return List.of(ROOT);
    }
    try (Stream<Path> mounts = Files.list(ROOT)) {
      return mounts
          .filter(path -> !Files.isSymbolicLink(path) && Files.exists(path.resolve(PROCS)))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new HostException("no cgroups under " + ROOT, e);
    }
  }
}
