package io.redissentinel.lab.cloud;

/** The machine could not do what the cloud asked of it. The message is meant for the user. */
public final class HostException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public HostException(String message) {
    super(message);
  }

  public HostException(String message, Throwable cause) {
    super(message, cause);
  }
}
