package io.redissentinel.sentinelctl.elasticache;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What is to be imported.
 *
 * @param from where the data is
 * @param bucket where ElastiCache exports to; empty for files
 * @param target the export's name; its objects are {@code TARGET-0001.rdb}, ..., one a shard
 * @param replace whether the cluster may hold keys, which are gone afterwards
 * @param keepExport whether the export stays in the bucket
 */
public record Request(
    From from, Optional<String> bucket, String target, boolean replace, boolean keepExport) {
  /** Where the data is. */
  public sealed interface From {}

  /** A snapshot that is there. */
  public record OfSnapshot(String name) implements From {}

  /**
   * A replication group.
   *
   * @param id its name
   * @param snapshot the name of the snapshot that is made of it
   */
  public record OfGroup(String id, String snapshot) implements From {}

  /** Files, of this machine or of a bucket. */
  public record OfFiles(List<File> files) implements From {}

  /** A file that is there already. */
  public sealed interface File {}

  /** One of this machine. */
  public record OfPath(Path path) implements File {
    @Override
    public String toString() {
      return path.toString();
    }
  }

  /** An object in a bucket. */
  public record OfObject(String bucket, String key) implements File {
    @Override
    public String toString() {
      return "s3://%s/%s".formatted(bucket, key);
    }
  }

  /** The snapshot that is exported; empty for files. */
  Optional<String> snapshot() {
    if (from instanceof OfSnapshot it) {
      return Optional.of(it.name());
    }
    return from instanceof OfGroup it ? Optional.of(it.snapshot()) : Optional.empty();
  }
}
