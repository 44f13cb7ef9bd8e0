package io.redissentinel.sentinelctl.handover;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/**
 * What a handover came to.
 *
 * @param from the old master's key
 * @param to the new one's
 * @param refusedMillis how long the old master refused writes until clients were sent to the new
 *     one
 * @param failoverMillis how long it took from the order to that
 * @param lostBytes how much of what the old master had acknowledged the new one did not have when
 *     it was promoted, by their replication offsets
 * @param warnings what was not as it should be, and needs somebody to look at it
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record HandoverResult(
    String from,
    String to,
    long refusedMillis,
    long failoverMillis,
    long lostBytes,
    List<String> warnings) {
  /** For people. */
  @Override
  public String toString() {
    return "%s is master, %s is its replica; writes were refused for %.2f s, %s"
        .formatted(
            to,
            from,
            refusedMillis / 1e3,
            lostBytes == 0 ? "none was lost" : lostBytes + " bytes of the stream were lost");
  }
}
