package io.redissentinel.sentinelctl.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C, as an interruption of the thread that works: the process lives on until that thread has
 * put things right, or the limit has passed.
 */
final class Interruption implements AutoCloseable {
  private final Thread worker = Thread.currentThread();
  private final CountDownLatch over = new CountDownLatch(1);
  private final Duration limit;
  private final Runnable first;
  private final Thread hook = new Thread(this::interrupt, "interruption");
  private volatile boolean requested;

  /**
   * From now on until it is closed.
   *
   * @param limit how long putting things right may take
   * @param first what is done at once when it happens, such as saying so
   */
  Interruption(Duration limit, Runnable first) {
    this.limit = limit;
    this.first = first;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Whether it has happened. */
  boolean requested() {
    return requested;
  }

  private void interrupt() {
    requested = true;
    first.run();
    worker.interrupt();
    try {
      over.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      // Nobody does this; and then the process ends, which is what is wanted.
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    over.countDown();
    if (!requested) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        // The process ends already; the hook has nothing left to wait for.
      }
    }
  }
}
