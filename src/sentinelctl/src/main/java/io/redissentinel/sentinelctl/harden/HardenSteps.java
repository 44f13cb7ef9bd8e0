package io.redissentinel.sentinelctl.harden;

import io.redissentinel.sentinelctl.cluster.ClusterLook;
import io.redissentinel.sentinelctl.handover.HandoverResult;
import io.redissentinel.sentinelctl.stack.NodeRef;
import io.redissentinel.sentinelctl.stack.Preview;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What hardening does, one thing at a time. */
public interface HardenSteps {
  /** Asks all nodes. */
  ClusterLook look();

  /** The commands that the stack's configuration disables. */
  List<String> configured();

  /** Has the configuration disable these, and no others. */
  void configure(List<String> commands);

  /** What an update would do. */
  Preview preview();

  /** The update. */
  void up();

  /** The commands that a node's server was started without. */
  Set<String> disabledOn(NodeRef node);

  /** How often a node's server was asked for each of these since it started. */
  Map<String, Long> calls(NodeRef node, Collection<String> commands);

  /** Restarts a replica's server without these commands; it is back when this returns. */
  void restart(NodeRef replica, List<String> commands);

  /** A planned failover to this node. */
  HandoverResult handOver(NodeRef to);

  /** Tells people how far it is. */
  void say(String text);
}
