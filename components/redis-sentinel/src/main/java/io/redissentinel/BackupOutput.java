package io.redissentinel;

import java.util.Map;
import java.util.TreeMap;

/**
 * Where the backups of a cluster are.
 *
 * @param bucket the bucket's name
 * @param prefix what every key begins with before the cluster's name; may be empty
 * @param every how often one is made, such as {@code 6h}
 */
public record BackupOutput(String bucket, String prefix, String every) {
  /** The record as a map, as stack outputs take it. */
  public Map<String, String> toMap() {
    return new TreeMap<>(Map.of("bucket", bucket, "prefix", prefix, "every", every));
  }
}
