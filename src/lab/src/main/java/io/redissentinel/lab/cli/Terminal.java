package io.redissentinel.lab.cli;

/** Words for people, on standard error; results go to standard output. */
final class Terminal {
  private Terminal() {}

  static void say(String line) {
    System.err.println(line);
  }
}
