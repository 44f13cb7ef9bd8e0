package io.redissentinel.sentinelctl.verify;

import io.redissentinel.sentinelctl.cluster.HostFacts.Mount;
import io.redissentinel.sentinelctl.cluster.NodeFacts;
import io.redissentinel.sentinelctl.cluster.NodeLook;
import java.util.ArrayList;
import java.util.List;

/** That /data is the node's volume, now and at the next boot. */
final class VolumeCheck {
  static final Check DATA = Check.eachNode("data volume", VolumeCheck::data);

  private VolumeCheck() {}

  private static Verdict data(NodeLook look, NodeFacts facts) {
    Mount mount = facts.host().mount();
    String volume = look.node().volumeId();
    if (mount.device().isEmpty()) {
      return Verdict.failed(
          "nothing is mounted on /data: what Redis writes goes to the root disk",
          "is %s attached? systemctl restart redis-node mounts it".formatted(volume));
    }
    List<String> problems = new ArrayList<>();
    String known = facts.env().getOrDefault("VOLUME_ID", "unknown");
    if (!known.equals(volume)) {
      problems.add("the stack's volume is %s, the node looks for %s".formatted(volume, known));
    }
    if (mount.volumeDevice().isEmpty()) {
      problems.add("%s is not attached".formatted(known));
    } else if (!mount.volumeDevice().equals(mount.device())) {
      problems.add(
          "%s is %s, but %s is mounted"
              .formatted(known, mount.volumeDevice().get(), mount.device().get()));
    }
    List<String> lines = mount.fstab();
    if (lines.size() != 1) {
      problems.add("/etc/fstab has %d lines for /data, not one".formatted(lines.size()));
    } else if (mount.uuid().isEmpty()) {
      problems.add("the file system on /data has no UUID that can be read");
    } else if (!lines.get(0).startsWith("UUID=" + mount.uuid().get() + " ")) {
      problems.add(
          "at the next boot /data is '%s', not the file system %s"
              .formatted(lines.get(0), mount.uuid().get()));
    }
    return problems.isEmpty()
        ? Verdict.passed("the stack's volume is on /data, now and at the next boot")
        : Verdict.failed(
            String.join("; ", problems),
            "look at /etc/fstab and `lsblk -f` on the node; systemctl restart redis-node writes fstab when it mounts");
  }
}
