package io.redissentinel.sentinelctl.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What happens at Ctrl-C where work ends by itself, soon, at a good place: the process lives on
 * until it has.
 */
final class AwaitedStop implements AutoCloseable {
  private static final Duration ENDS_WITHIN = Duration.ofMinutes(3);

  private final CountDownLatch over = new CountDownLatch(1);
  private final Thread hook;

  AwaitedStop(Runnable stop, Progress progress) {
    this.hook =
        new Thread(
            () -> {
              stop.run();
              progress.say("interrupted: ends at the next good place, within seconds");
              try {
                over.await(ENDS_WITHIN.toSeconds(), TimeUnit.SECONDS);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              progress.say(
                  "interrupted; `sentinelctl rotate-password` goes on from here, with --abandon goes back");
            },
            "interruption");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  @Override
  public void close() {
    over.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is ending: the hook does its part.
    }
  }
}
