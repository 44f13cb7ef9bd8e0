package io.redissentinel.sentinelctl.backup;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * What a backup is, as it stands beside it in the bucket.
 *
 * @param key the RDB file's key in the bucket
 * @param cluster the cluster's name
 * @param node the key of the node that made it
 * @param redisVersion the release that wrote it
 * @param rdbVersion the version of the file's format
 * @param started when it was begun, ISO 8601
 * @param finished when it was there
 * @param bytes how large the file is
 * @param sha256 its hash
 * @param keys how many keys it has
 * @param expires how many of them have a time to live
 * @param usedMemory what the data took in memory, in bytes
 * @param offset up to where in the replication stream it goes
 * @param seconds how long it took
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonPropertyOrder({
  "key",
  "cluster",
  "node",
  "redisVersion",
  "rdbVersion",
  "started",
  "finished",
  "bytes",
  "sha256",
  "keys",
  "expires",
  "usedMemory",
  "offset",
  "seconds"
})
public record Manifest(
    String key,
    String cluster,
    String node,
    String redisVersion,
    int rdbVersion,
    String started,
    String finished,
    long bytes,
    String sha256,
    long keys,
    long expires,
    long usedMemory,
    long offset,
    Seconds seconds) {
  private static final double GB = 1e9;

  /**
   * How long its parts took.
   *
   * @param snapshot until Redis had written it
   * @param check until it was read through
   * @param upload until it was in the bucket
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonPropertyOrder({"snapshot", "check", "upload"})
  public record Seconds(double snapshot, double check, double upload) {
    /** All together. */
    public double total() {
      return snapshot + check + upload;
    }
  }

  /** Of the file, 10^9 bytes. */
  public double secondsPerGb() {
    return seconds.total() / (Math.max(1, bytes) / GB);
  }
}
