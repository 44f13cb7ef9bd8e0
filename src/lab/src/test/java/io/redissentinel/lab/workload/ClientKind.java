package io.redissentinel.lab.workload;

import java.util.Locale;

/** Whose way to the master a writer takes. */
public enum ClientKind {
  /** {@link CarefulClient}: a majority of the sentinels, then ROLE. */
  CAREFUL,
  /** Jedis's own Sentinel support. */
  JEDIS,
  /** Lettuce's own Sentinel support. */
  LETTUCE;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
