package io.redissentinel.sentinelctl.load;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/**
 * What a node says of the files that it has fetched: it has read them whole.
 *
 * @param files each of them
 * @param keys in all of them, in all databases
 * @param expires those of the keys that have a time to live
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Checked(List<File> files, long keys, long expires) {
  /**
   * An RDB file.
   *
   * @param rdbVersion of the format
   * @param redisVersion which release wrote it; empty if it does not say
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record File(
      String name, long bytes, int rdbVersion, String redisVersion, long keys, long expires) {
    @Override
    public String toString() {
      return "%s: %,d keys, %,d of them with a time to live, %d MiB, written by Redis %s"
          .formatted(name, keys, expires, bytes >> 20, redisVersion.isEmpty() ? "?" : redisVersion);
    }
  }

  /** How large they are together. */
  public long bytes() {
    return files.stream().mapToLong(File::bytes).sum();
  }
}
