package io.redissentinel.sentinelctl.rotate;

import io.redissentinel.sentinelctl.cluster.ClusterLook;
import io.redissentinel.sentinelctl.stack.NodeRef;
import java.util.List;

/** What a rotation does, one thing at a time. */
public interface RotateSteps {
  /** Asks all nodes how they are. */
  ClusterLook look();

  /** Has every node fetch both passwords, and say which one is used; all side by side. */
  List<NodeState> prepare(Versions versions);

  /**
   * Has the nodes' Redis take the wanted password, all within a second.
   *
   * @return why it did not work, a line for each node where it did not
   */
  List<String> servers(Versions versions, List<NodeRef> nodes);

  /**
   * Restarts a node's sentinel with the wanted password, and waits until it is back.
   *
   * @return why it is not, a line; empty if it is
   */
  List<String> sentinel(Versions versions, NodeRef node);

  /** Takes the other password away. */
  List<String> finish(Versions versions, List<NodeRef> nodes);

  /** Tells people how far it is. */
  void say(String text);

  /** Lets some time pass before nodes are asked again. */
  void pause();
}
