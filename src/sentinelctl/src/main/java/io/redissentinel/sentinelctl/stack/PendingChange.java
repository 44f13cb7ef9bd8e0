package io.redissentinel.sentinelctl.stack;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * A change that the stack holds back, since it replaces or restarts a running node.
 *
 * @param node the node's key, or {@code all}
 * @param what {@code ami}, {@code instanceType}, {@code configuration}, ...
 * @param running what the node runs with
 * @param wanted what the stack wants
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record PendingChange(String node, String what, String running, String wanted) {
  /** For people: {@code c: configuration 1a2b, wanted 3c4d}. */
  @Override
  public String toString() {
    return "%s: %s %s, wanted %s".formatted(node, what, running, wanted);
  }
}
