package io.redissentinel.lab.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * ElastiCache replication groups that the lab plays: a folder of RDB files each, one for a shard,
 * which the stand-in for ElastiCache finds by itself.
 */
public final class ReplicationGroups {
  /** AWS's own rule. */
  private static final Pattern ID = Pattern.compile("[a-z](?:-?[a-z0-9]){0,39}");

  private static final Pattern HEADER = Pattern.compile("REDIS\\d{4}");
  private static final int HEADER_BYTES = 9;
  private static final byte END_OF_FILE = (byte) 0xff;
  private static final int CHECKSUM_BYTES = 8;

  private final Path folder;

  /**
   * The groups of a lab.
   *
   * @param state the lab's folder
   */
  public ReplicationGroups(Path state) {
    this.folder = state.resolve("apis/elasticache/groups");
  }

  /**
   * Has a group hold these files from now on; what it held before is gone. Shards without a file of
   * their own are empty ones.
   *
   * @param id the group's name
   * @param shards how many shards it has, at least one for each file
   * @param files RDB files of any version; their bytes are served as they are
   * @throws IllegalArgumentException if it cannot be; says what is wrong with what
   */
  public void put(String id, int shards, List<Path> files) {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException(
          "--replication-group: must be up to 40 lower-case letters, digits and single dashes and begin with a letter, as with AWS, got '%s'"
              .formatted(id));
    }
    if (shards < files.size()) {
      throw new IllegalArgumentException(
          "--shards: must be at least %d, one for each file, got %d"
              .formatted(files.size(), shards));
    }
    List<byte[]> headers = files.stream().map(ReplicationGroups::header).toList();
    Path group = folder.resolve(id);
    try {
      // What is in them is a cache's, and for its owner only.
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      Path fresh = Files.createTempDirectory(folder, ".new");
      for (int i = 0; i < shards; i++) {
        Path shard = fresh.resolve("%04d.rdb".formatted(i + 1));
        if (i < files.size()) {
          Files.copy(files.get(i), shard);
        } else {
          Files.write(shard, nothing(headers.get(0)));
        }
      }
      Folders.deleteTree(group);
      Files.move(fresh, group);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make the replication group in " + folder, e);
    }
  }

  private static byte[] header(Path file) {
    try (var stream = Files.newInputStream(file)) {
      byte[] header = stream.readNBytes(HEADER_BYTES);
      if (HEADER.matcher(new String(header, StandardCharsets.US_ASCII)).matches()) {
        return header;
      }
    } catch (IOException e) {
      throw new IllegalArgumentException("%s cannot be read: %s".formatted(file, e), e);
    }
    throw new IllegalArgumentException(
        "%s is no RDB file: it does not begin with REDIS and a version of four digits"
            .formatted(file));
  }

  /** An RDB file of a server without keys; a checksum of zero is none. */
  private static byte[] nothing(byte[] header) {
    byte[] bytes = new byte[HEADER_BYTES + 1 + CHECKSUM_BYTES];
    System.arraycopy(header, 0, bytes, 0, HEADER_BYTES);
    bytes[HEADER_BYTES] = END_OF_FILE;
    return bytes;
  }

  /** The groups that there are, by name. */
  public List<String> list() {
    List<String> names = new ArrayList<>();
    for (Path group : Folders.list(folder)) {
      String name = group.getFileName().toString();
      if (!name.startsWith(".")) {
        names.add(name);
      }
    }
    return names;
  }
}
