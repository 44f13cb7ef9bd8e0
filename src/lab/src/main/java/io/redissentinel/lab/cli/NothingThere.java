package io.redissentinel.lab.cli;

/** The lab is not up. */
final class NothingThere extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NothingThere() {
    super("the lab is not up: bin/lab up");
  }

  /** What was to be done is in the message. */
  NothingThere(String message) {
    super(message);
  }
}
