package io.redissentinel.sentinelctl.cluster;

import java.util.List;
import java.util.Locale;

/**
 * Whether a node has the password that the store calls the current one, as the node itself says.
 */
public enum PasswordState {
  /** It has, and no other one is on its way. */
  CURRENT,
  /** A rotation is under way: another one is pending in the store, or at hand on the node. */
  ROTATING,
  /** It has another one, and nobody is changing that. */
  DIFFERS,
  /** The cluster has none, or the node could not ask the store. */
  UNKNOWN;

  /** From the words of {@code redis-node-rotate look}. */
  static PasswordState of(String words) {
    List<String> said = List.of(words.split(" "));
    if (said.contains("rotating") || said.contains("prepared")) {
      return ROTATING;
    }
    if (said.contains("same")) {
      return CURRENT;
    }
    return said.contains("other") ? DIFFERS : UNKNOWN;
  }

  /** As it stands in JSON. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
