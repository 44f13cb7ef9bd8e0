package io.redissentinel.sentinelctl.cli;

import io.redissentinel.sentinelctl.CtlException;
import java.io.Console;
import picocli.CommandLine.Option;

/** Asks before something is changed, unless told not to. */
final class Confirmation {
  @Option(
      names = {"-y", "--yes"},
      description = "Does not ask. Needed where there is no terminal.")
  private boolean yes;

  /**
   * Asks.
   *
   * @throws CtlException if the answer is no, or there is nobody to give one
   */
  void ask(String question) {
    if (yes) {
      return;
    }
    Console console = System.console();
    if (console == null) {
      throw CtlException.usage("this changes the cluster: say --yes, there is no terminal to ask");
    }
    String answer = console.readLine("%s [y/N] ", question);
    if (answer == null || !answer.strip().equalsIgnoreCase("y")) {
      throw CtlException.failed("nothing was changed");
    }
  }
}
