package io.redissentinel.sentinelctl.drill;

import io.redissentinel.sentinelctl.stack.NodeRef;
import io.redissentinel.sentinelctl.stack.Outputs;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A drill that is over.
 *
 * @param stack the stack's name, for people
 * @param outputs what it exports
 * @param begun when
 * @param versions Redis's version, by node
 * @param plan what was meant to happen
 * @param seen what did
 * @param figures what that means in numbers
 * @param verdict what to think of it
 */
public record DrillResult(
    String stack,
    Outputs outputs,
    Instant begun,
    Map<String, String> versions,
    Plan plan,
    Drill.Seen seen,
    Figures figures,
    Verdict verdict) {
  /** The key of the node that is the new master, or its address if it is no node of the stack. */
  public Optional<String> newMaster() {
    return figures
        .newMaster()
        .map(address -> outputs.atAddress(address).map(NodeRef::key).orElse(address));
  }
}
