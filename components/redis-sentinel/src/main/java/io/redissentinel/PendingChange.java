package io.redissentinel;

import java.util.Map;
import java.util.TreeMap;

/**
 * A change that was held back, since carrying it out replaces or restarts a running node.
 *
 * @param node the node's key, or {@code all} for what is the whole cluster's
 * @param what {@code ami}, {@code instanceType}, {@code configuration}, {@code keyName}, {@code
 *     subnetId}, {@code privateAddress} or {@code password}; a configuration is named by its
 *     fingerprint, a password not at all
 * @param running what the node runs with
 * @param wanted what it would be given if it were launched now
 */
public record PendingChange(String node, String what, String running, String wanted) {
  static final String ALL = "all";

  /** The record as a map, as stack outputs take it. */
  public Map<String, String> toMap() {
    return new TreeMap<>(Map.of("node", node, "what", what, "running", running, "wanted", wanted));
  }
}
