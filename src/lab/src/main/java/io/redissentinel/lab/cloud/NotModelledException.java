package io.redissentinel.lab.cloud;

/** Something that AWS has and the lab has not. */
public final class NotModelledException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public NotModelledException(String what) {
    super(message(what));
  }

  /** The one wording for all that the lab lacks. */
  public static String message(String what) {
    return "the lab does not model "
        + what
        + "; it stands in for the part of AWS that the RedisSentinel component uses";
  }
}
