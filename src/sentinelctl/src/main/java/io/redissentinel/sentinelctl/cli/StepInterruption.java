package io.redissentinel.sentinelctl.cli;

import io.redissentinel.sentinelctl.stack.Stack;
import java.time.Duration;

/**
 * What happens at Ctrl-C: no further step begins, an update that runs ends in its own way (the
 * engine has got the Ctrl-C, too), what was for the time being is undone, and people are told how
 * to go on.
 */
final class StepInterruption implements AutoCloseable {
  private static final Duration UPDATE_ENDS_WITHIN = Duration.ofMinutes(15);

  private final Thread hook;

  StepInterruption(Stack stack, Runnable stop, Runnable undo, String again, Progress progress) {
    this.hook =
        new Thread(
            () -> {
              stop.run();
              progress.say("interrupted: no further step begins; an update that runs is awaited");
              stack.awaitIdle(UPDATE_ENDS_WITHIN);
              try {
                undo.run();
                progress.say(
                    "interrupted; a planned failover that had begun ends by itself. `%s` goes on from here, `sentinelctl status` says where that is"
                        .formatted(again));
              } catch (RuntimeException e) {
                progress.say("interrupted, and not undone: " + e.getMessage());
              }
            },
            "interruption");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is ending: the hook does its part.
    }
  }
}
