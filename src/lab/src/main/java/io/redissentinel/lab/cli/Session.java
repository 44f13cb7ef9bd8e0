package io.redissentinel.lab.cli;

import io.redissentinel.lab.cloud.Cloud;
import io.redissentinel.lab.cloud.MachineState;
import io.redissentinel.lab.cloud.ec2.VolumeAttachments;
import io.redissentinel.lab.host.LabHost;
import io.redissentinel.lab.setup.BaseImage;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;

/**
 * A lab at work: its machine, its cloud, and the stacks that were brought up in it.
 *
 * @param lab which one
 * @param choices what it was brought up with
 * @param host the machine's side
 * @param cloud AWS's side
 */
record Session(Lab lab, LabChoices choices, LabHost host, Cloud cloud) {
  /**
   * The lab that is there.
   *
   * @throws NothingThere if none is
   */
  static Session open(Lab lab) {
    if (!lab.exists()) {
      throw new NothingThere();
    }
    return of(lab, LabChoices.load(lab).orElseThrow(NothingThere::new));
  }

  static Session of(Lab lab, LabChoices choices) {
    Path image =
        BaseImage.of(choices.base())
            .cached(lab.images())
            .orElseThrow(
                () -> new UsageException("the base image is gone from the cache: run bin/lab up"));
    LabHost host = new LabHost(lab.settings(image, choices.cachesCompiles()));
    return new Session(lab, choices, host, new Cloud(lab.state().resolve("aws"), host));
  }

  Engine engine() {
    return new Engine(lab, host, cloud);
  }

  Project project() {
    return new Project(lab, lab.root(), Project.DEFAULT_STACK);
  }

  List<LabNode> nodes() {
    return LabNode.all(cloud);
  }

  LabNode node(String name) {
    return LabNode.named(name, nodes(), lostNodes());
  }

  /** The nodes whose instance has gone. */
  List<LostNode> lostNodes() {
    return LostNode.all(cloud);
  }

  /** What the nodes of a cluster say of it. */
  ClusterStatus status(String cluster) {
    return look(node -> node.cluster().equals(cluster))
        .with(lostNodes().stream().filter(node -> node.cluster().equals(cluster)).toList());
  }

  /** What these nodes, and only these, say. */
  ClusterStatus look(Predicate<LabNode> which) {
    return new StatusProbe(this::read).look(nodes().stream().filter(which).toList());
  }

  /** The ids of the volumes that are attached to a node. */
  List<String> volumes(LabNode node) {
    return cloud.list(VolumeAttachments.TOKEN).stream()
        .filter(it -> it.inputs().requireText("instanceId").equals(node.instanceId()))
        .map(it -> it.inputs().requireText("volumeId"))
        .toList();
  }

  private String read(LabNode node, List<String> command) {
    return host.state(node.instanceId()) == MachineState.RUNNING
        ? host.inNode(node.instanceId(), command).attempt().output()
        : "";
  }
}
