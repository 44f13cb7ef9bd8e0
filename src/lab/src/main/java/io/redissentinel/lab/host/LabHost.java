package io.redissentinel.lab.host;

import io.redissentinel.lab.cloud.AwsApis;
import io.redissentinel.lab.cloud.FirewallRules;
import io.redissentinel.lab.cloud.Host;
import io.redissentinel.lab.cloud.HostException;
import io.redissentinel.lab.cloud.Interface;
import io.redissentinel.lab.cloud.Machine;
import io.redissentinel.lab.cloud.MachineState;
import io.redissentinel.lab.services.TarballMode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * This machine as the cloud's host, and what an operator can do to it. Several JVMs may use one lab
 * at a time; each instance is changed by one thread of a JVM at a time.
 */
public final class LabHost implements Host {
  private final LabSettings lab;
  private final Records records;
  private final Namespaces namespaces;
  private final Firewall firewall;
  private final Services services;
  private final Moto moto;
  private final Disks disks;
  private final Containers containers;
  private final MetadataFiles metadata;
  private final Attachments attachments;
  private final Map<String, Object> locks = new ConcurrentHashMap<>();

  public LabHost(LabSettings lab) {
    this.lab = lab;
    this.records = new Records(lab);
    this.namespaces = new Namespaces(lab);
    this.firewall = new Firewall(namespaces);
    this.services = new Services(lab, namespaces);
    this.moto = new Moto(lab, namespaces);
    this.disks = new Disks(lab);
    this.containers = new Containers(lab);
    this.metadata = new MetadataFiles(lab);
    this.attachments = new Attachments(lab, records, containers, metadata, disks);
  }

  /** Makes the lab's network and starts its services; everything else calls it where needed. */
  public void createLab() {
    StateLock.hold(
        lab,
        () -> {
          namespaces.createLab();
          firewall.create();
          services.start();
          moto.start();
        });
  }

  @Override
  public void createInterface(Interface nic) {
    createLab();
    synchronized (lock(nic.id())) {
      records.save(nic);
      namespaces.create(nic);
    }
  }

  @Override
  public void deleteInterface(String interfaceId) {
    synchronized (lock(interfaceId)) {
      records.findInterface(interfaceId).ifPresent(nic -> heal(nic));
      namespaces.delete(interfaceId);
      records.deleteInterface(interfaceId);
    }
  }

  @Override
  public void createVolume(String volumeId, int sizeGiB) {
    disks.create(volumeId, sizeGiB);
  }

  @Override
  public void growVolume(String volumeId, int sizeGiB) {
    disks.grow(volumeId, sizeGiB);
  }

  @Override
  public void deleteVolume(String volumeId) {
    disks.delete(volumeId);
  }

  @Override
  public void launch(Machine machine) {
    String id = machine.instanceId();
    synchronized (lock(id)) {
      Interface nic =
          records
              .findInterface(machine.interfaceId())
              .orElseThrow(() -> new HostException("there is no " + machine.interfaceId()));
      createLab();
      records.saveNode(id, nic.id());
      metadata.write(machine, nic, Map.of());
      root(id).create(machine, nic);
      boot(id, nic);
    }
  }

  @Override
  public void start(String instanceId) {
    synchronized (lock(instanceId)) {
      if (state(instanceId) == MachineState.RUNNING) {
        return;
      }
      Interface nic = records.interfaceOf(instanceId);
      createLab();
      NodeRoot root = root(instanceId);
      root.mount();
      // What it said before it went off is no news.
      Folders.delete(root.status());
      attachments.showAll(instanceId);
      boot(instanceId, nic);
    }
  }

  private void boot(String instanceId, Interface nic) {
    namespaces.recreate(nic);
    services.awaitHealthy();
    moto.awaitHealthy();
    containers.boot(instanceId, Namespaces.path(namespaces.namespace(nic.id())));
  }

  @Override
  public void stop(String instanceId) {
    synchronized (lock(instanceId)) {
      containers.powerOff(instanceId);
    }
  }

  @Override
  public void reboot(String instanceId) {
    synchronized (lock(instanceId)) {
      Folders.delete(root(instanceId).status());
      containers.reboot(instanceId);
    }
  }

  @Override
  public void terminate(String instanceId) {
    synchronized (lock(instanceId)) {
      containers.kill(instanceId);
      if (records.nodeExists(instanceId)) {
        attachments.releaseAll(instanceId);
        metadata.delete(records.interfaceOf(instanceId));
      }
      root(instanceId).delete();
    }
  }

  @Override
  public void attach(String instanceId, String volumeId, String deviceName) {
    synchronized (lock(instanceId)) {
      attachments.attach(instanceId, volumeId, deviceName);
    }
  }

  @Override
  public void detach(String instanceId, String volumeId) {
    synchronized (lock(instanceId)) {
      if (records.nodeExists(instanceId)) {
        attachments.detach(instanceId, volumeId);
      }
    }
  }

  @Override
  public void updateMetadata(Machine machine) {
    synchronized (lock(machine.instanceId())) {
      metadata.write(
          machine,
          records.interfaceOf(machine.instanceId()),
          records.present(machine.instanceId()));
    }
  }

  @Override
  public void applyFirewall(FirewallRules rules) {
    createLab();
    firewall.apply(rules);
  }

  @Override
  public MachineState state(String instanceId) {
    if (!records.nodeExists(instanceId)) {
      return MachineState.ABSENT;
    }
    return containers.isRunning(instanceId) ? MachineState.RUNNING : MachineState.STOPPED;
  }

  @Override
  public void awaitReady(String instanceId, Consumer<String> progress, BooleanSupplier cancelled) {
    new Readiness(
            instanceId,
            root(instanceId),
            () -> containers.isRunning(instanceId),
            () -> containers.isCloudInitDone(instanceId))
        .await(Readiness.SILENCE_LIMIT, progress, cancelled);
  }

  @Override
  public AwsApis aws() {
    createLab();
    return moto.apis();
  }

  /** Pulls the node's plug; {@link #start} switches it on again. */
  public void kill(String instanceId) {
    synchronized (lock(instanceId)) {
      containers.kill(instanceId);
    }
  }

  /**
   * Takes a volume out of a node that is off, as if AWS attached it late or not at all: the node
   * boots without it, and the cloud still says that it is attached.
   */
  public void takeOut(String instanceId, String volumeId) {
    synchronized (lock(instanceId)) {
      attachments.takeOut(instanceId, volumeId);
    }
  }

  /** Puts a volume that was taken out back, whether the node is on or off. */
  public void putBack(String instanceId, String volumeId) {
    synchronized (lock(instanceId)) {
      attachments.putBack(instanceId, volumeId);
    }
  }

  /** Whether a volume that is attached is also there. */
  public boolean isPresent(String instanceId, String volumeId) {
    return records.present(instanceId).containsKey(volumeId);
  }

  /** Sets how the server of Redis's tarball answers from now on. */
  public void serveTarballs(TarballMode mode) {
    Folders.write(lab.tarballMode(), mode.name());
  }

  /** Cuts the node off the network, silently. */
  public void cut(String instanceId, Cut cut) {
    firewall.cut(records.interfaceOf(instanceId).address(), cut);
  }

  /** Takes the node's link down: it sees that its cable is pulled. */
  public void linkDown(String instanceId) {
    namespaces.linkDown(records.interfaceOf(instanceId));
  }

  /** Undoes {@link #cut} and {@link #linkDown}. */
  public void heal(String instanceId) {
    Interface nic = records.interfaceOf(instanceId);
    heal(nic);
    namespaces.linkUp(nic);
  }

  private void heal(Interface nic) {
    if (Mounts.isMounted(Namespaces.path(lab.name()))) {
      firewall.heal(nic.address());
    }
  }

  /** A command as root in the node; run it captured or on the terminal, as it suits. */
  public Command inNode(String instanceId, List<String> argv) {
    return Command.of(containers.inside(instanceId, argv));
  }

  /** A command on this machine's files, but in the lab's network: where clients stand. */
  public Command inLab(List<String> argv) {
    createLab();
    return Command.of(Cgroups.inside(lab.group("shell"), namespaces.insideLab(argv)));
  }

  /**
   * The command line that runs {@code argv} on this machine and gives way to the nodes: Pulumi's
   * SDK for Java waits for its resources in a loop that takes half a core, which a compile can use.
   */
  public List<String> givingWay(List<String> argv) {
    return Cgroups.givingWay(lab.group("engine"), argv);
  }

  /** The console of a node since it was launched. */
  public Path consoleLog(String instanceId) {
    return root(instanceId).consoleLog();
  }

  /** The node's root file system, for its logs; readable while the node is on or off. */
  public Path rootOf(String instanceId) {
    return root(instanceId).root();
  }

  /** Removes all of this lab from the machine, whatever state it is in: see {@link Wreckage}. */
  public void destroyEverything() {
    StateLock.hold(lab, () -> new Wreckage(lab, namespaces, disks).remove());
    Folders.deleteTree(lab.state().resolve(StateLock.FILE));
  }

  private NodeRoot root(String instanceId) {
    return new NodeRoot(lab, instanceId);
  }

  private Object lock(String id) {
    return locks.computeIfAbsent(id, key -> new Object());
  }
}
