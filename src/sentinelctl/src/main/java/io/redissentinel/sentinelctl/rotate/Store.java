package io.redissentinel.sentinelctl.rotate;

import java.util.Optional;

/**
 * Where the password is kept: a secret in Secrets Manager, or a parameter in SSM. Asked with the
 * rights of whoever runs this.
 */
public interface Store {
  /** The versions that nodes may be using. */
  Versions versions();

  /**
   * Adds a version that is pending: nodes do not use it before they are told.
   *
   * @param given the password; empty: one is made up
   */
  Versions put(Optional<String> given);

  /** Whether a version's password is this one. */
  boolean is(String version, String password);

  /** Makes the wanted version the current one: every node uses it. */
  void promote(Versions versions);

  /**
   * Whether there is a way back.
   *
   * @throws io.redissentinel.sentinelctl.CtlException if there is none; says why
   */
  void checkDiscardable(Versions versions);

  /** Gives up on the wanted version: no node uses it. */
  void discard(Versions versions);
}
