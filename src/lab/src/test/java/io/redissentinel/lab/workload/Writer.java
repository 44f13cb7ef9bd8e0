package io.redissentinel.lab.workload;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;

/** Writes a key after the other, each once, and notes what became of it. */
final class Writer implements Runnable {
  /** After a failure: long enough not to spin, short beside what a failover takes. */
  private static final long PAUSE_MICROS = 20_000;

  private final int number;
  private final WorkloadSettings settings;
  private final Client client;
  private final Random random;
  private final BooleanSupplier stopped;
  private final List<Write> writes = new ArrayList<>();
  private volatile boolean begun;

  Writer(
      int number,
      WorkloadSettings settings,
      Client client,
      Random random,
      BooleanSupplier stopped) {
    this.number = number;
    this.settings = settings;
    this.client = client;
    this.random = random;
    this.stopped = stopped;
  }

  /** Whether a write was acknowledged. */
  boolean begun() {
    return begun;
  }

  /** After the end of {@link #run}. */
  List<Write> writes() {
    return writes;
  }

  @Override
  public void run() {
    long interval = settings.interval().toNanos() / 1000;
    for (long n = 1; !stopped.getAsBoolean(); n++) {
      Write write = write(n);
      writes.add(write);
      begun |= write.acknowledged();
      // Half to one and a half times the interval, so that writers do not march in step.
      Clock.pause(interval / 2 + random.nextLong(interval));
      if (!write.acknowledged()) {
        Clock.pause(PAUSE_MICROS);
      }
    }
  }

  private Write write(long n) {
    long sent = Clock.micros();
    String key = new Write(number, n, sent, sent, null).key(settings.run());
    try {
      client.set(key, Long.toString(n));
      return new Write(number, n, sent, Clock.micros(), null);
    } catch (Exception e) {
      // Whatever a client throws: the write was not acknowledged, and the history says why.
      return new Write(number, n, sent, Clock.micros(), e.toString());
    }
  }
}
