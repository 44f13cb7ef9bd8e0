package io.redissentinel.lab.host;

import io.redissentinel.lab.cloud.HostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The nodes as systemd-nspawn containers.
 *
 * <p>Under {@code --keep-unit} nspawn does not boot again by itself after a reboot from inside: it
 * ends with 133 and leaves the rest to its caller. So each node has a keeper, a shell loop that
 * outlives the JVM; as long as it runs, the node is on. Keeper, container and commands from outside
 * are in a cgroup each, as version 2 wants processes only in leaves.
 */
final class Containers {
  private static final String KEEPER = "while \"$@\"; [ $? -eq 133 ]; do :; done";

  /** Gives the container a /sys of its own network, and a writable /proc/sys/net. */
  private static final Map<String, String> ENVIRONMENT =
      Map.of("SYSTEMD_NSPAWN_API_VFS_WRITABLE", "network");

  private static final Duration INIT_LIMIT = Duration.ofSeconds(60);
  private static final Duration POWEROFF_LIMIT = Duration.ofSeconds(90);
  private final LabSettings lab;

  Containers(LabSettings lab) {
    this.lab = lab;
  }

  /** Boots the node and returns when its init runs. */
  void boot(String instanceId, Path networkNamespace) {
    NodeRoot root = new NodeRoot(lab, instanceId);
    List<String> nspawn =
        new ArrayList<>(
            List.of(
                "systemd-nspawn",
                "--quiet",
                "--boot",
                "--settings=no",
                "--register=no",
                "--keep-unit",
                "--machine=" + instanceId,
                "--directory=" + root.root(),
                "--network-namespace-path=" + networkNamespace,
                "--capability=CAP_NET_ADMIN",
                "--resolv-conf=off",
                "--timezone=off",
                "--link-journal=no",
                "--console=read-only",
                "--bind-ro=" + root.hypervisorUuid() + ":/sys/hypervisor/uuid",
                "--bind=" + root.disks() + ":/dev/disk"));
    lab.compilerCache()
        .ifPresent(
            cache -> {
              Folders.create(cache);
              nspawn.add("--bind=" + cache + ":" + NodeRoot.COMPILER_CACHE);
            });
    List<String> keeper = new ArrayList<>(List.of("sh", "-c", KEEPER, "node-keeper"));
    keeper.addAll(Cgroups.inside(group(instanceId, "machine"), nspawn));
    Process process =
        Command.of(Cgroups.inside(group(instanceId, "keeper"), keeper))
            .startDetached(root.consoleLog(), ENVIRONMENT);
    Await.until(INIT_LIMIT, () -> !process.isAlive() || init(instanceId) > 0);
    if (init(instanceId) == 0) {
      kill(instanceId);
      throw new HostException(
          "%s does not boot; the end of its console:%n%s"
              .formatted(instanceId, Tail.of(root.consoleLog(), 25)));
    }
  }

  boolean isRunning(String instanceId) {
    return !Cgroups.processes(group(instanceId, "keeper")).isEmpty();
  }

  /** The container's process 1, or 0 when it has none right now. */
  long init(String instanceId) {
    return Cgroups.init(group(instanceId, "machine")).orElse(0L);
  }

  /** Whether cloud-init is through; its mark is on the node's own /run, which only init sees. */
  boolean isCloudInitDone(String instanceId) {
    long init = init(instanceId);
    return init > 0
        && Files.exists(Path.of("/proc/%d/root/run/cloud-init/result.json".formatted(init)));
  }

  /**
   * Shuts the node down as its power button would; what has not ended after the limit is killed.
   */
  void powerOff(String instanceId) {
    signal(instanceId, "RTMIN+4");
    Await.until(POWEROFF_LIMIT, () -> !isRunning(instanceId));
    kill(instanceId);
  }

  /** Returns when the new init runs. */
  void reboot(String instanceId) {
    long before = init(instanceId);
    signal(instanceId, "RTMIN+5");
    boolean rebooted =
        Await.until(POWEROFF_LIMIT, () -> !isRunning(instanceId) || hasNewInit(instanceId, before));
    if (!rebooted || !isRunning(instanceId)) {
      throw new HostException(
          "%s does not reboot; the end of its console:%n%s"
              .formatted(instanceId, Tail.of(new NodeRoot(lab, instanceId).consoleLog(), 25)));
    }
  }

  private boolean hasNewInit(String instanceId, long before) {
    long now = init(instanceId);
    return now > 0 && now != before;
  }

  /** Pulls the plug. */
  void kill(String instanceId) {
    Cgroups.kill(lab.group(instanceId));
    Cgroups.remove(lab.group(instanceId));
  }

  /** The command line that runs {@code argv} as root in the node. */
  List<String> inside(String instanceId, List<String> argv) {
    long init = init(instanceId);
    if (init == 0) {
      throw new HostException(instanceId + " is not running");
    }
    String term = System.getenv().getOrDefault("TERM", "dumb");
    List<String> entered =
        new ArrayList<>(
            List.of(
                "nsenter",
                "--target=" + init,
                "--mount",
                "--uts",
                "--ipc",
                "--net",
                "--pid",
                "--root",
                "--wd",
                "--",
                "/usr/bin/env",
                "--ignore-environment",
                "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
                "HOME=/root",
                "LANG=C.UTF-8",
                "TERM=" + term));
    entered.addAll(argv);
    return Cgroups.inside(group(instanceId, "exec"), entered);
  }

  private void signal(String instanceId, String signal) {
    long init = init(instanceId);
    if (init > 0) {
      Command.of("kill", "-s", signal, Long.toString(init)).attempt();
    }
  }

  private String group(String instanceId, String part) {
    return lab.group(instanceId) + "/" + part;
  }
}
