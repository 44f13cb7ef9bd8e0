package io.redissentinel.sentinelctl.ssh;

import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Waits for what other threads and processes do. */
final class Eventually {
  private Eventually() {}

  /** Looks until the condition holds; fails with what was seen last. */
  static <T> T within(Duration limit, Supplier<T> look, Predicate<T> condition) {
    long end = System.nanoTime() + limit.toNanos();
    T seen = look.get();
    while (!condition.test(seen)) {
      if (System.nanoTime() > end) {
        throw new AssertionError("not within " + limit + ", last seen: " + seen);
      }
      Thread.onSpinWait();
      seen = look.get();
    }
    return seen;
  }
}
