package io.redissentinel.sentinelctl.cli;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.redissentinel.sentinelctl.backup.Manifest;

/**
 * What {@code sentinelctl backup --output json} prints: the manifest, and how fast it was.
 *
 * @param manifest as it stands in the bucket
 * @param secondsPerGB all its seconds for 10^9 bytes of the file
 */
@JsonPropertyOrder({"manifest", "secondsPerGB"})
record BackupJson(@JsonUnwrapped Manifest manifest, double secondsPerGB) {
  static BackupJson of(Manifest manifest) {
    return new BackupJson(manifest, Math.round(manifest.secondsPerGb() * 10) / 10.0);
  }
}
