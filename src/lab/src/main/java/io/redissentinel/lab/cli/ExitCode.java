package io.redissentinel.lab.cli;

/** What the lab's commands end with. */
final class ExitCode {
  static final int OK = 0;
  static final int FAILED = 1;
  static final int USAGE = 2;
  static final int UNHEALTHY = 3;
  static final int NO_QUORUM = 4;
  static final int NOTHING_THERE = 5;

  private ExitCode() {}
}
