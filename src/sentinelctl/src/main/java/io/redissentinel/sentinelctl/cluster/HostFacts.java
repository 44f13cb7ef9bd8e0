package io.redissentinel.sentinelctl.cluster;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a node's system says.
 *
 * @param container the kind of container that the node is; empty on a machine of its own
 * @param units the node's units, by name
 * @param bootstrap the last word of the bootstrap
 * @param ready whether the bootstrap has ended well since the last boot
 * @param sysctlFile kernel settings that are persistent, by name
 * @param sysctlLive the same ones, as they are
 * @param thp transparent huge pages, as they are: {@code always madvise [never]}
 * @param thpUnit whether they are switched off at boot: {@code enabled}
 * @param mount what is mounted on /data
 * @param disks file systems, by where they are mounted
 * @param memory /proc/meminfo, in KiB, by name
 * @param listening the TCP addresses that something listens on
 */
public record HostFacts(
    Optional<String> container,
    Map<String, Unit> units,
    String bootstrap,
    boolean ready,
    Map<String, String> sysctlFile,
    Map<String, String> sysctlLive,
    Optional<String> thp,
    Optional<String> thpUnit,
    Mount mount,
    Map<String, Disk> disks,
    Map<String, Long> memory,
    List<String> listening) {
  /**
   * A systemd unit.
   *
   * @param active {@code active}, {@code failed}, {@code activating}, ...
   * @param enabled {@code enabled}, {@code static}, ...
   */
  public record Unit(String active, String enabled) {}

  /**
   * What is on /data.
   *
   * @param device the device that is mounted; empty if none is
   * @param uuid the UUID of its file system
   * @param volumeDevice where the node's volume is attached; empty if it is not
   * @param fstab the lines of /etc/fstab for /data
   */
  public record Mount(
      Optional<String> device,
      Optional<String> uuid,
      Optional<String> volumeDevice,
      List<String> fstab) {}

  /**
   * A file system.
   *
   * @param sizeKiB how large it is
   * @param availableKiB what is free
   * @param inodesUsedPercent how many of its inodes are in use
   */
  public record Disk(long sizeKiB, long availableKiB, int inodesUsedPercent) {}
}
