package io.redissentinel.sentinelctl.cli;

import io.redissentinel.sentinelctl.CtlException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

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

  /**
   * Does the work. Its error is said here if Ctrl-C came: the process ends as soon as the work has,
   * and before whoever catches the error can say it.
   *
   * @param limit how long putting things right may take
   * @param first what is said at once when it happens
   */
  static int during(Duration limit, String first, Progress progress, IntSupplier work) {
    try (Interruption interruption = new Interruption(limit, () -> progress.say(first))) {
      try {
        return work.getAsInt();
      } catch (CtlException e) {
        if (interruption.requested()) {
          progress.say("error: " + e.getMessage());
        }
        throw e;
      }
    }
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
