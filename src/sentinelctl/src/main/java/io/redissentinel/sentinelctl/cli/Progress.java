package io.redissentinel.sentinelctl.cli;

import java.io.PrintStream;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;

/** What is being done, on stderr: a line a step, with the time it took. */
final class Progress {
  private final PrintStream err;
  private final long begin = System.nanoTime();

  Progress(PrintStream err) {
    this.err = err;
  }

  void say(String text) {
    err.println(text);
  }

  /** Says how far it is, and how long it has taken since the beginning. */
  void step(String text) {
    err.printf(Locale.ROOT, "%s (%.1f s)%n", text, (System.nanoTime() - begin) / 1e9);
  }

  /** Does something, then says so. */
  <T> T step(Function<T, String> text, Supplier<T> work) {
    T result = work.get();
    step(text.apply(result));
    return result;
  }
}
