package io.redissentinel.lab.cli;

import io.redissentinel.lab.cloud.MachineState;
import io.redissentinel.lab.cloud.ec2.Instances;
import io.redissentinel.lab.cloud.ec2.Volumes;
import java.util.List;
import picocli.CommandLine.Command;

/** What AWS can lose behind Pulumi's back, and a volume that comes late. */
final class LossCommands {
  private LossCommands() {}

  /** {@code bin/lab terminate NODE...}. */
  @Command(
      name = "terminate",
      mixinStandardHelpOptions = true,
      description =
          "Terminates a node's instance behind Pulumi's back, as AWS does when it retires one. Volume"
              + " and address stay. A new one: bin/lab pulumi -- up --refresh --yes --skip-preview")
  static final class Terminate extends OnNodes {
    @Override
    String act(Session session, LabNode node) {
      session.cloud().lose(Instances.TOKEN, node.instanceId());
      return "terminated; its volume and its address are left";
    }
  }

  /** {@code bin/lab lose-volume NODE...}. */
  @Command(
      name = "lose-volume",
      mixinStandardHelpOptions = true,
      description =
          "Powers a node off and loses its data volume, behind Pulumi's back. A new one: name the"
              + " node in `rollout`, then bin/lab pulumi -- up --refresh --yes --skip-preview")
  static final class LoseVolume extends OnNodes {
    @Override
    void check(Session session, LabNode node) {
      requireVolumes(session, node);
    }

    @Override
    String act(Session session, LabNode node) {
      session.host().kill(node.instanceId());
      List<String> volumes = session.volumes(node);
      volumes.forEach(volume -> session.cloud().lose(Volumes.TOKEN, volume));
      return "powered off, and %s is gone".formatted(String.join(", ", volumes));
    }
  }

  /** {@code bin/lab detach NODE...}. */
  @Command(
      name = "detach",
      mixinStandardHelpOptions = true,
      description =
          "Takes the data volume out of a node that is off, so that it boots without; to AWS and to"
              + " Pulumi it is still attached.")
  static final class Detach extends OnNodes {
    @Override
    void check(Session session, LabNode node) {
      requireVolumes(session, node);
      if (session.host().state(node.instanceId()) == MachineState.RUNNING) {
        throw new UsageException(
            "%1$s is running, and its volume in use: bin/lab kill %1$s first"
                .formatted(node.key()));
      }
      if (presentVolumes(session, node).isEmpty()) {
        throw new UsageException(
            "%1$s's volume is out already: bin/lab attach %1$s puts it back".formatted(node.key()));
      }
    }

    @Override
    String act(Session session, LabNode node) {
      List<String> volumes = presentVolumes(session, node);
      volumes.forEach(volume -> session.host().takeOut(node.instanceId(), volume));
      return String.join(", ", volumes) + " taken out";
    }
  }

  /** {@code bin/lab attach NODE...}. */
  @Command(
      name = "attach",
      mixinStandardHelpOptions = true,
      description = "Puts the volume back that `detach` took out, also while the node runs.")
  static final class Attach extends OnNodes {
    @Override
    void check(Session session, LabNode node) {
      requireVolumes(session, node);
      if (missingVolumes(session, node).isEmpty()) {
        throw new UsageException(
            "%1$s has its volume: nothing to attach (bin/lab detach %1$s takes it out)"
                .formatted(node.key()));
      }
    }

    @Override
    String act(Session session, LabNode node) {
      List<String> volumes = missingVolumes(session, node);
      volumes.forEach(volume -> session.host().putBack(node.instanceId(), volume));
      return String.join(", ", volumes) + " put back";
    }
  }

  private static void requireVolumes(Session session, LabNode node) {
    if (session.volumes(node).isEmpty()) {
      throw new UsageException(
          "%1$s has no data volume; a new one: name %1$s in `rollout`, then bin/lab pulumi -- up --refresh"
              .formatted(node.key()));
    }
  }

  private static List<String> presentVolumes(Session session, LabNode node) {
    return session.volumes(node).stream()
        .filter(volume -> session.host().isPresent(node.instanceId(), volume))
        .toList();
  }

  private static List<String> missingVolumes(Session session, LabNode node) {
    return session.volumes(node).stream()
        .filter(volume -> !session.host().isPresent(node.instanceId(), volume))
        .toList();
  }
}
