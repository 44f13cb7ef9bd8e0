package io.redissentinel.lab.setup;

/** Something the lab needs cannot be had. The message says what, and what to do. */
public final class SetupException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SetupException(String message) {
    super(message);
  }

  SetupException(String message, Throwable cause) {
    super(message, cause);
  }
}
