package io.redissentinel.sentinelctl;

/** What the process ends with. */
public final class ExitCode {
  public static final int OK = 0;
  public static final int FAILED = 1;
  public static final int USAGE = 2;
  public static final int UNHEALTHY = 3;
  public static final int NO_QUORUM = 4;
  public static final int UNREACHABLE = 5;

  private ExitCode() {}
}
