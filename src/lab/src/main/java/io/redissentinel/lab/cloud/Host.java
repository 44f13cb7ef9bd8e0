package io.redissentinel.lab.cloud;

import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * What the cloud asks of the machine it runs on. Every method returns when its effect is there and
 * throws {@link HostException} when it cannot be had. What is deleted, detached, stopped or
 * terminated a second time is not an error; methods may be called from several threads at once.
 */
public interface Host {

  /** Makes the interface's network namespace and its address; idempotent. */
  void createInterface(Interface nic);

  void deleteInterface(String interfaceId);

  /** Makes a blank volume. */
  void createVolume(String volumeId, int sizeGiB);

  void growVolume(String volumeId, int sizeGiB);

  void deleteVolume(String volumeId);

  /** Makes a new root from the image and boots it; returns when the container's init runs. */
  void launch(Machine machine);

  void start(String instanceId);

  void stop(String instanceId);

  void reboot(String instanceId);

  /** Stops the instance and removes its root. */
  void terminate(String instanceId);

  void attach(String instanceId, String volumeId, String deviceName);

  void detach(String instanceId, String volumeId);

  /** Brings what the metadata service tells of an instance up to date: tags, user data, keys. */
  void updateMetadata(Machine machine);

  /** Replaces all packet filter rules by these, atomically: they are the whole desired state. */
  void applyFirewall(FirewallRules rules);

  MachineState state(String instanceId);

  /**
   * Follows the node's status file and returns when the node is ready.
   *
   * @param progress receives each new status line
   * @param cancelled asked between two looks; when it says true, {@link HostException} is thrown
   * @throws HostException with the last lines of the node's log when it failed, timed out or died
   */
  void awaitReady(String instanceId, Consumer<String> progress, BooleanSupplier cancelled);

  /** AWS's own services, as far as they are only an API; waits until they answer. */
  AwsApis aws();
}
