package io.redissentinel.lab.host;

import io.redissentinel.lab.cloud.HostException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Removes all that a lab has left on the machine. It finds things by what they are part of (a
 * cgroup, a network namespace, a folder), never by what the lab wrote down, so it also works after
 * a crash.
 */
final class Wreckage {
  private final LabSettings lab;
  private final Namespaces namespaces;
  private final Disks disks;

  Wreckage(LabSettings lab, Namespaces namespaces, Disks disks) {
    this.lab = lab;
    this.namespaces = namespaces;
    this.disks = disks;
  }

  void remove() {
    if (Cgroups.processes(lab.name()).contains(ProcessHandle.current().pid())) {
      throw new HostException("this is a shell in the lab itself; leave it first");
    }
    Cgroups.kill(lab.name());
    namespaces.all().forEach(Wreckage::killIn);
    Cgroups.remove(lab.name());
    Folders.list(lab.nodes()).stream()
        .map(node -> new NodeRoot(lab, node.getFileName().toString()))
        .forEach(NodeRoot::delete);
    disks.loops().forEach(loop -> Command.of("losetup", "--detach", loop).run());
    namespaces.all().forEach(Namespaces::remove);
    List.of(
            lab.nodes(),
            lab.volumes(),
            lab.interfaces(),
            lab.metadata(),
            lab.services(),
            lab.apis())
        .forEach(Folders::deleteTree);
  }

  /** Whoever stands in a network namespace of the lab is the lab's, whatever cgroup it is in. */
  private static void killIn(String namespace) {
    boolean gone =
        Await.until(
            Duration.ofSeconds(10),
            () -> {
              Set<Long> pids = pidsIn(namespace);
              pids.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
              return pids.isEmpty();
            });
    if (!gone) {
      throw new HostException("processes in the namespace %s do not end".formatted(namespace));
    }
  }

  private static Set<Long> pidsIn(String namespace) {
    Set<Long> pids = new TreeSet<>();
    Command.Result result = Command.of("ip", "netns", "pids", namespace).attempt();
    if (result.ok()) {
      result.output().lines().map(line -> Long.valueOf(line.strip())).forEach(pids::add);
    }
    return pids;
  }
}
