package io.redissentinel.sentinelctl.cli;

import io.redissentinel.sentinelctl.cluster.ClusterLook;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Looks at a cluster again and again. The nodes ask the password's store once a minute at most:
 * that is paid for by the call, and throttled for all who use it. In between its last answer
 * stands.
 */
final class Watch {
  private static final long PAUSE = Duration.ofMinutes(1).toNanos();

  private final Supplier<ClusterLook> withoutStore;
  private final Supplier<ClusterLook> whole;
  private final LongSupplier nanoTime;
  private ClusterLook asked;
  private long begun;

  /**
   * Makes a watch.
   *
   * @param first the look with which it begins, for which the store has been asked just now
   * @param whole a look for which the store is asked
   * @param withoutStore one for which it is not
   */
  Watch(
      ClusterLook first,
      Supplier<ClusterLook> whole,
      Supplier<ClusterLook> withoutStore,
      LongSupplier nanoTime) {
    this.withoutStore = withoutStore;
    this.whole = whole;
    this.nanoTime = nanoTime;
    this.asked = first;
    this.begun = nanoTime.getAsLong();
  }

  /** Looks once more. */
  ClusterLook look() {
    long now = nanoTime.getAsLong();
    if (now - begun < PAUSE) {
      return withoutStore.get().withPasswordsOf(asked);
    }
    begun = now;
    asked = whole.get();
    return asked;
  }
}
