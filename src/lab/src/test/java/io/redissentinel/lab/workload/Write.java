package io.redissentinel.lab.workload;

/**
 * One write that was tried. Times are microseconds since 1970, so that they can be compared with
 * what other processes of the machine saw.
 *
 * @param writer which writer
 * @param n its how manieth write, which is also the value
 * @param sentMicros when it was sent
 * @param endedMicros when it was acknowledged, or failed
 * @param error null if it was acknowledged, else what the client got instead
 */
public record Write(int writer, long n, long sentMicros, long endedMicros, String error) {
  public boolean acknowledged() {
    return error == null;
  }

  /** The key, which no other write of any run has. */
  public String key(String run) {
    return "w:%s:%d:%d".formatted(run, writer, n);
  }
}
