package io.redissentinel.sentinelctl.cluster;

import io.redissentinel.sentinelctl.stack.NodeRef;
import java.util.Optional;

/**
 * What came of asking a node: its facts, or why there are none.
 *
 * @param node which node
 * @param facts what it says
 * @param error why it says nothing
 * @param remedy what to do about that
 * @param answered this machine's clock when the answer was there, in seconds
 */
public record NodeLook(
    NodeRef node,
    Optional<NodeFacts> facts,
    Optional<String> error,
    Optional<String> remedy,
    double answered) {
  static NodeLook of(NodeRef node, NodeFacts facts, double answered) {
    return new NodeLook(node, Optional.of(facts), Optional.empty(), Optional.empty(), answered);
  }

  static NodeLook failed(NodeRef node, String error, String remedy, double answered) {
    return new NodeLook(node, Optional.empty(), Optional.of(error), Optional.of(remedy), answered);
  }

  NodeLook withPassword(PasswordState known) {
    return new NodeLook(node, facts.map(said -> said.withPassword(known)), error, remedy, answered);
  }

  PasswordState password() {
    return facts.map(NodeFacts::password).orElse(PasswordState.UNKNOWN);
  }

  /** Whether the node answered. */
  public boolean reached() {
    return facts.isPresent();
  }

  /** Its Redis server, if that answers. */
  public Optional<RedisFacts> redis() {
    return facts.map(NodeFacts::redis).filter(RedisFacts::answers);
  }

  /** Its sentinel, if that answers. */
  public Optional<SentinelFacts> sentinel() {
    return facts.map(NodeFacts::sentinel).filter(SentinelFacts::answers);
  }
}
