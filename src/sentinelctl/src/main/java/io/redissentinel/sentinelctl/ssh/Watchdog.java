package io.redissentinel.sentinelctl.ssh;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/** Limits what knows no limit itself, such as reading from a pipe. */
final class Watchdog {
  private static final ScheduledExecutorService TIMER =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "ssh-watchdog");
            thread.setDaemon(true);
            return thread;
          });

  private Watchdog() {}

  /** Something to do that can fail in any way. */
  @FunctionalInterface
  interface Task<T> {
    T run() throws Exception;
  }

  /**
   * Runs a task.
   *
   * @param abort makes the task fail; called when the limit has passed
   * @throws TimeoutException if it had to be called
   */
  static <T> T within(Duration limit, Runnable abort, Task<T> task) throws Exception {
    AtomicBoolean late = new AtomicBoolean();
    ScheduledFuture<?> alarm =
        TIMER.schedule(
            () -> {
              late.set(true);
              // Not here: closing may wait itself, and other tasks have limits too.
              Thread closer = new Thread(abort, "ssh-abort");
              closer.setDaemon(true);
              closer.start();
            },
            limit.toMillis(),
            TimeUnit.MILLISECONDS);
    try {
      T result = task.run();
      if (late.get()) {
        throw new TimeoutException();
      }
      return result;
    } catch (Exception e) {
      if (late.get() && !(e instanceof TimeoutException)) {
        TimeoutException timeout = new TimeoutException();
        timeout.initCause(e);
        throw timeout;
      }
      throw e;
    } finally {
      alarm.cancel(false);
    }
  }
}
