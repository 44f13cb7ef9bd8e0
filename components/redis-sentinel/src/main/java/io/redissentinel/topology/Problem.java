package io.redissentinel.topology;

/**
 * One thing that is wrong with what a user gave.
 *
 * @param path the input, such as {@code sentinel.quorum} or {@code nodes.privateAddresses[1]}
 * @param message what must hold, what was got, and what to do
 */
public record Problem(String path, String message) {
  /** The problem as one line. */
  @Override
  public String toString() {
    return path + ": " + message;
  }
}
