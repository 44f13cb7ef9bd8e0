package io.redissentinel.sentinelctl;

/**
 * What ends a command, with a message for people: what was tried, where, what came back, what to
 * do.
 */
public class CtlException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int exitCode;

  /** A failure with an exit code of {@link ExitCode}. */
  public CtlException(int exitCode, String message, Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
  }

  /** A failure with an exit code of {@link ExitCode}. */
  public CtlException(int exitCode, String message) {
    this(exitCode, message, null);
  }

  /** Something did not work. */
  public static CtlException failed(String message) {
    return new CtlException(ExitCode.FAILED, message);
  }

  /** What was asked for cannot be meant. */
  public static CtlException usage(String message) {
    return new CtlException(ExitCode.USAGE, message);
  }

  public int exitCode() {
    return exitCode;
  }
}
