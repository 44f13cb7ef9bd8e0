package io.redissentinel.sentinelctl.verify;

/**
 * One line of a verification.
 *
 * @param check what was looked at; a name that stays
 * @param subject a node's key, or {@link #CLUSTER}
 * @param verdict what it came to
 */
public record Line(String check, String subject, Verdict verdict) {
  public static final String CLUSTER = "cluster";

  static Line cluster(String check, Verdict verdict) {
    return new Line(check, CLUSTER, verdict);
  }

  public boolean failed() {
    return verdict instanceof Verdict.Failed;
  }
}
