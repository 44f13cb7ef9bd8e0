package io.redissentinel.lab.cli;

import io.redissentinel.lab.cloud.MachineState;
import picocli.CommandLine.Command;

/** A node's power button and its plug. */
final class PowerCommands {
  private PowerCommands() {}

  /** {@code bin/lab kill NODE...}. */
  @Command(
      name = "kill",
      mixinStandardHelpOptions = true,
      description = "Powers nodes off, at once: as if the plug were pulled.")
  static final class Kill extends OnNodes {
    @Override
    String act(Session session, LabNode node) {
      session.host().kill(node.instanceId());
      return "powered off";
    }
  }

  /** {@code bin/lab start NODE...}. */
  @Command(
      name = "start",
      mixinStandardHelpOptions = true,
      description = "Starts nodes that are off.")
  static final class Start extends OnNodes {
    @Override
    String act(Session session, LabNode node) {
      session.host().start(node.instanceId());
      return "started";
    }
  }

  /** {@code bin/lab reboot NODE...}. */
  @Command(
      name = "reboot",
      mixinStandardHelpOptions = true,
      description = "Reboots nodes, in good order.")
  static final class Reboot extends OnNodes {
    @Override
    void check(Session session, LabNode node) {
      if (session.host().state(node.instanceId()) != MachineState.RUNNING) {
        throw new UsageException(
            "%1$s is off, and cannot reboot: bin/lab start %1$s".formatted(node.key()));
      }
    }

    @Override
    String act(Session session, LabNode node) {
      session.host().reboot(node.instanceId());
      return "rebooting";
    }
  }
}
