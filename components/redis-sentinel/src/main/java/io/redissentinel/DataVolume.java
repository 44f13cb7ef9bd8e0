package io.redissentinel;

import com.pulumi.aws.ebs.Volume;
import com.pulumi.aws.ebs.VolumeArgs;
import com.pulumi.aws.ec2.VolumeAttachment;
import com.pulumi.aws.ec2.VolumeAttachmentArgs;
import com.pulumi.core.Output;
import io.redissentinel.topology.Place;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The volume that holds a node's /data, and with it all of the node that has to last. */
final class DataVolume {
  /** The name that it is attached by; Nitro instances show it under another one. */
  static final String DEVICE = "/dev/sdf";

  private static final List<String> HELD_BACK = List.of("availabilityZone", "kmsKeyId");

  private final NodeScope node;
  private final Volume volume;

  DataVolume(NodeScope node, Output<Place> place) {
    this.node = node;
    MachineArgs machine = node.args().machine();
    var args =
        VolumeArgs.builder()
            .availabilityZone(place.applyValue(at -> at.subnet().zone()))
            .size(machine.volumeSizeGiB())
            .type("gp3")
            .encrypted(true)
            .tags(tags());
    machine.kmsKeyId().ifPresent(args::kmsKeyId);
    this.volume =
        new Volume(
            node.name("-data"),
            args.build(),
            node.holdingBack(HELD_BACK)
                .protect(machine.protectData())
                .retainOnDelete(machine.protectData())
                .build());
  }

  private Map<String, String> tags() {
    Map<String, String> tags = new TreeMap<>(node.tags());
    if (node.args().volumeSnapshots().isPresent()) {
      tags.putAll(Tags.ofSnapshots(node.cluster()));
    }
    return tags;
  }

  Output<String> id() {
    return volume.id();
  }

  Output<String> zone() {
    return volume.availabilityZone();
  }

  /** Attaches the volume, as the last resource of a node. */
  void attachTo(Output<String> instanceId) {
    new VolumeAttachment(
        node.name("-data"),
        VolumeAttachmentArgs.builder()
            .deviceName(DEVICE)
            .instanceId(instanceId)
            .volumeId(volume.id())
            // Redis flushes and the file system is unmounted before its disk goes.
            .stopInstanceBeforeDetaching(true)
            .build(),
        // A volume can be attached to one instance only.
        node.options().deleteBeforeReplace(true).build());
  }
}
