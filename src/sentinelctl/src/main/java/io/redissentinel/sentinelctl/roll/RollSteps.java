package io.redissentinel.sentinelctl.roll;

import io.redissentinel.sentinelctl.cluster.ClusterLook;
import io.redissentinel.sentinelctl.handover.HandoverResult;
import io.redissentinel.sentinelctl.stack.NodeRef;
import io.redissentinel.sentinelctl.stack.Preview;

/** What a roll does, one thing at a time. */
public interface RollSteps {
  /** Asks all nodes that the stack has after the last update. */
  ClusterLook look();

  /** What an update with this node in the rollout would do. */
  Preview preview(NodeRef node);

  /** The update with this node in the rollout. */
  void up(NodeRef node);

  /** Takes the rollout out of the stack's configuration, if it is in there. */
  void clearRollout();

  /** A planned failover to this node. */
  HandoverResult handOver(NodeRef to);

  /** Tells people how far it is. */
  void say(String text);
}
