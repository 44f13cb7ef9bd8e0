package io.redissentinel.lab.cli;

/** What was asked for cannot be done as it was asked. The message says why and what to do. */
final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UsageException(String message) {
    super(message);
  }
}
