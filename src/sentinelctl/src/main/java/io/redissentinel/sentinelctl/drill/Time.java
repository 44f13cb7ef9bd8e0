package io.redissentinel.sentinelctl.drill;

import java.time.Duration;

/** The clock that all others are compared with, and waiting. */
interface Time {
  /** Seconds since 1970, evenly. */
  double now();

  /** Waits. */
  void sleep(Duration duration) throws InterruptedException;

  /** This machine's clock, read once: it goes on evenly even if somebody sets it. */
  static Time ofThisMachine() {
    double base = System.currentTimeMillis() / 1e3 - System.nanoTime() / 1e9;
    return new Time() {
      @Override
      public double now() {
        return base + System.nanoTime() / 1e9;
      }

      @Override
      public void sleep(Duration duration) throws InterruptedException {
        Thread.sleep(duration.toMillis());
      }
    };
  }
}
