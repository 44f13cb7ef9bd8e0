package io.redissentinel.lab.cloud;

/** An error as AWS answers it: a code that programs know and a message for people. */
public final class AwsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String code;

  public AwsException(String code, String message) {
    super(code + ": " + message);
    this.code = code;
  }

  public String code() {
    return code;
  }
}
