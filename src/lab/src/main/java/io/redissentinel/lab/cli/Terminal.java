package io.redissentinel.lab.cli;

import java.util.function.Supplier;

/** Words for people, on standard error; results go to standard output. */
final class Terminal {
  private static final double WORTH_TELLING_SECONDS = 0.5;

  private Terminal() {}

  static void say(String line) {
    System.err.println(line);
  }

  /** Does something, and says how long it took, unless that was next to nothing. */
  static <T> T timed(String what, Supplier<T> action) {
    long begin = System.nanoTime();
    T result = action.get();
    double seconds = (System.nanoTime() - begin) / 1e9;
    if (seconds >= WORTH_TELLING_SECONDS) {
      say("%s: %.1f s".formatted(what, seconds));
    }
    return result;
  }
}
