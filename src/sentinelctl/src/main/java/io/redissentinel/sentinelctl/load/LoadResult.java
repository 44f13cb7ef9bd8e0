package io.redissentinel.sentinelctl.load;

import java.util.Locale;
import java.util.Map;

/**
 * What a load came to.
 *
 * @param master the node that loaded the data, and is the master now
 * @param switched what that node says
 * @param keys how many keys each node holds
 */
public record LoadResult(String master, Switched switched, Map<String, Long> keys) {
  /** For people. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%,d keys before, %,d now (%s); master %s; %.1f s without writes",
        switched.before(),
        switched.keys(),
        KeyCounts.text(keys),
        master,
        switched.seconds().getOrDefault("withoutWrites", 0.0));
  }
}
