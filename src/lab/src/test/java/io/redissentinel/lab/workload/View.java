package io.redissentinel.lab.workload;

/**
 * What a node said of itself, from {@code micros} on until its next view.
 *
 * @param micros since 1970
 * @param host the node's address
 * @param role {@code master}, {@code slave}, or {@code -} if the server did not answer
 * @param takesWrites whether it is a master with as many replicas in sync as it wants
 * @param names the address that its sentinel names as master, or {@code -}
 */
public record View(long micros, String host, String role, boolean takesWrites, String names) {
  boolean sameAs(View other) {
    return role.equals(other.role) && takesWrites == other.takesWrites && names.equals(other.names);
  }
}
