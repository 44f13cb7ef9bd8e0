package io.redissentinel.sentinelctl.drill;

/**
 * A write that a client tried. Times are seconds since the fault.
 *
 * @param writer the key of the node where the client was
 * @param number its number there
 * @param sent when it was sent
 * @param seconds how long until the answer, or the error
 * @param master the address of the server; empty if none was found
 * @param error why it was not acknowledged; empty if it was
 */
public record Write(
    String writer, long number, double sent, double seconds, String master, String error) {
  /** Whether Redis has said OK. */
  public boolean acknowledged() {
    return error.isEmpty();
  }

  /** When the answer was there. */
  public double answered() {
    return sent + seconds;
  }

  /** Which one it is. */
  public Id id() {
    return new Id(writer, number);
  }

  /** Which write. */
  public record Id(String writer, long number) {}
}
