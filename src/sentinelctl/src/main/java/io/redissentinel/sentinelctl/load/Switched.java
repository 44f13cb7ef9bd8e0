package io.redissentinel.sentinelctl.load;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import java.util.Map;

/**
 * What a node says after it has become the master with other data.
 *
 * @param before how many keys the cluster had
 * @param keys how many it has
 * @param expires those of them with a time to live
 * @param seconds how long each part took; {@code withoutWrites}: how long no client could write
 * @param warnings what did not go as it should
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Switched(
    long before, long keys, long expires, Map<String, Double> seconds, List<String> warnings) {}
