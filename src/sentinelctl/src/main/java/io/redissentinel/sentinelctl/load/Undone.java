package io.redissentinel.sentinelctl.load;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * What came of undoing.
 *
 * @param undone whether there was anything to undo
 * @param master whether there still is, and the node is the master, which cannot
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Undone(boolean undone, boolean master) {}
