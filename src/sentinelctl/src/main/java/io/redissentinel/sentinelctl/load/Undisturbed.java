package io.redissentinel.sentinelctl.load;

import io.redissentinel.sentinelctl.ssh.NodeException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * What has to be done also when the thread is interrupted, and when connections have just broken.
 */
final class Undisturbed {
  private static final int TRIES = 5;
  private static final long PAUSE_MILLIS = 2_000;

  private Undisturbed() {}

  /** Does it in a thread that nobody interrupts. An interruption of this one stays for later. */
  static <T> T get(Supplier<T> work) {
    var threads = Executors.newSingleThreadExecutor();
    boolean interrupted = false;
    try {
      CompletableFuture<T> done = CompletableFuture.supplyAsync(work, threads);
      while (true) {
        try {
          return done.get();
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          throw e.getCause() instanceof RuntimeException known
              ? known
              : new CompletionException(e.getCause());
        }
      }
    } finally {
      threads.shutdown();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Something that may be done twice, until the node can be reached. */
  static <T> T again(Supplier<T> work) {
    for (int left = TRIES - 1; ; left--) {
      try {
        return work.get();
      } catch (NodeException e) {
        if (left == 0) {
          throw e;
        }
        pause();
      }
    }
  }

  static void again(Runnable work) {
    again(
        () -> {
          work.run();
          return null;
        });
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
