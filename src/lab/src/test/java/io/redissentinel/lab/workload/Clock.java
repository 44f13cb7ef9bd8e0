package io.redissentinel.lab.workload;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.locks.LockSupport;

/** The machine's time, in microseconds since 1970, the same for all processes. */
public final class Clock {
  private Clock() {}

  public static long micros() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
  }

  static void pause(long micros) {
    LockSupport.parkNanos(micros * 1000);
  }
}
