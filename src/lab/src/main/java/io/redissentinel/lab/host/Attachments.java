package io.redissentinel.lab.host;

import io.redissentinel.lab.cloud.HostException;
import java.time.Duration;

/** Which volume is in which node, over power cuts and restarts of the machine. */
final class Attachments {
  /** How long a guest may take to let go of a volume that is detached from it. */
  private static final Duration DETACH_LIMIT = Duration.ofSeconds(10);

  private final LabSettings lab;
  private final Records records;
  private final Containers containers;
  private final MetadataFiles metadata;
  private final Disks disks;

  Attachments(
      LabSettings lab,
      Records records,
      Containers containers,
      MetadataFiles metadata,
      Disks disks) {
    this.lab = lab;
    this.records = records;
    this.containers = containers;
    this.metadata = metadata;
    this.disks = disks;
  }

  void attach(String instanceId, String volumeId, String deviceName) {
    NodeRoot root = new NodeRoot(lab, instanceId);
    records.attach(instanceId, volumeId, deviceName);
    root.mount();
    disks.show(volumeId, root.disks());
    describe(instanceId);
  }

  /** As on EC2, a volume that the guest has mounted stays where it is. */
  void detach(String instanceId, String volumeId) {
    if (!Await.until(DETACH_LIMIT, () -> !isMounted(instanceId, volumeId))) {
      throw new HostException(
          "%s is still mounted in %s; unmount it there, or stop the instance first"
              .formatted(volumeId, instanceId));
    }
    disks.hide(volumeId, new NodeRoot(lab, instanceId).disks());
    disks.release(volumeId);
    records.detach(instanceId, volumeId);
    describe(instanceId);
  }

  /** Takes the device out of a node that is off; the attachment stays in the records. */
  void takeOut(String instanceId, String volumeId) {
    records.takeOut(instanceId, volumeId, true);
    disks.hide(volumeId, new NodeRoot(lab, instanceId).disks());
    disks.release(volumeId);
    describe(instanceId);
  }

  /** Undoes {@link #takeOut}, also while the node runs. */
  void putBack(String instanceId, String volumeId) {
    NodeRoot root = new NodeRoot(lab, instanceId);
    root.mount();
    disks.show(volumeId, root.disks());
    records.takeOut(instanceId, volumeId, false);
    describe(instanceId);
  }

  /** Shows a node that is about to boot its volumes: the numbers of loop devices may change. */
  void showAll(String instanceId) {
    NodeRoot root = new NodeRoot(lab, instanceId);
    records.present(instanceId).keySet().forEach(volume -> disks.show(volume, root.disks()));
  }

  void releaseAll(String instanceId) {
    records.attachments(instanceId).keySet().forEach(disks::release);
  }

  private boolean isMounted(String instanceId, String volumeId) {
    long init = containers.init(instanceId);
    return init > 0
        && disks.number(volumeId).filter(device -> Mounts.isMountedFor(init, device)).isPresent();
  }

  private void describe(String instanceId) {
    metadata.writeDevices(records.interfaceOf(instanceId), records.present(instanceId));
  }
}
