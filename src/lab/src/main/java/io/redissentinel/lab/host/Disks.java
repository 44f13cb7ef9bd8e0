package io.redissentinel.lab.host;

import io.redissentinel.lab.cloud.HostException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Volumes: sparse files behind loop devices. A node finds a volume as on EC2 Nitro, as a block
 * device under /dev/disk/by-id with the volume's id in its name, which may come and go while it
 * runs.
 */
final class Disks {
  private static final String BY_ID = "nvme-Amazon_Elastic_Block_Store_";
  private final LabSettings lab;

  Disks(LabSettings lab) {
    this.lab = lab;
  }

  void create(String volumeId, int sizeGiB) {
    Folders.create(lab.volumes());
    if (!Files.exists(lab.volume(volumeId))) {
      resize(volumeId, sizeGiB);
    }
  }

  void grow(String volumeId, int sizeGiB) {
    resize(volumeId, sizeGiB);
    loop(volumeId).ifPresent(loop -> Command.of("losetup", "--set-capacity", loop).run());
  }

  void delete(String volumeId) {
    release(volumeId);
    Folders.delete(lab.volume(volumeId));
  }

  /** Makes the volume's device appear in the node's folder for /dev/disk. */
  void show(String volumeId, Path disks) {
    Path image = lab.volume(volumeId);
    if (!Files.exists(image)) {
      throw new HostException("there is no volume " + volumeId);
    }
    String loop = loop(volumeId).orElseGet(() -> bind(image));
    hide(volumeId, disks);
    Folders.create(node(volumeId, disks).getParent());
    String[] number = deviceNumber(loop).split(":");
    Command.of("mknod", "-m", "0660", node(volumeId, disks).toString(), "b", number[0], number[1])
        .run();
  }

  void hide(String volumeId, Path disks) {
    Folders.delete(node(volumeId, disks));
  }

  /** Gives the loop device back. */
  void release(String volumeId) {
    loop(volumeId).ifPresent(loop -> Command.of("losetup", "--detach", loop).run());
  }

  /** {@code major:minor} of the volume's device, where it has one. */
  Optional<String> number(String volumeId) {
    return loop(volumeId).map(Disks::deviceNumber);
  }

  /** The volume's loop device, for example /dev/loop3. */
  Optional<String> loop(String volumeId) {
    return loops(lab.volume(volumeId)).stream().findFirst();
  }

  /** Every loop device on a file of this lab, also on a deleted one. */
  List<String> loops() {
    return loops(lab.volumes());
  }

  private static List<String> loops(Path file) {
    String list =
        Command.of("losetup", "--list", "--noheadings", "--output", "NAME,BACK-FILE")
            .run()
            .output();
    return list.lines()
        .map(line -> line.strip().split("\\s+", 2))
        .filter(columns -> columns.length == 2)
        .filter(columns -> Path.of(columns[1].replace(" (deleted)", "")).startsWith(file))
        .map(columns -> columns[0])
        .toList();
  }

  private static String bind(Path image) {
    return Command.of("losetup", "--find", "--show", image.toString()).run().output().strip();
  }

  private void resize(String volumeId, int sizeGiB) {
    Command.of("truncate", "--size=>%dG".formatted(sizeGiB), lab.volume(volumeId).toString()).run();
  }

  private static String deviceNumber(String loop) {
    Path file = Path.of("/sys/class/block", Path.of(loop).getFileName().toString(), "dev");
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new HostException("cannot read " + file, e);
    }
  }

  /** Nitro's name has the id without its dash. */
  private static Path node(String volumeId, Path disks) {
    return disks.resolve("by-id").resolve(BY_ID + volumeId.replace("-", ""));
  }
}
