package io.redissentinel.sentinelctl.load;

import io.redissentinel.sentinelctl.CtlException;
import io.redissentinel.sentinelctl.cluster.ClusterLook;
import io.redissentinel.sentinelctl.handover.HandoverResult;
import io.redissentinel.sentinelctl.stack.NodeRef;

/** What a load does, one thing at a time. Every failure is a {@link CtlException}. */
public interface LoadSteps {
  /** Asks all nodes. */
  ClusterLook look();

  /** Brings a file to the node. */
  void fetch(NodeRef node, String id, Source source);

  /** Makes one file of several. A key that is in two of them is refused. */
  void merge(NodeRef node, String id);

  /** What was fetched, all of it read. Refuses what this Redis cannot read, or has no room for. */
  Checked check(NodeRef node, String id);

  /** Asks whether to go on; ends the load if not. */
  void confirm(String question);

  /** The node, a replica, becomes the master with what was fetched; or all is as before. */
  Switched switchOver(NodeRef node, String id);

  /** The old data again. Ends what is under way for this load on the node. */
  Undone undo(NodeRef node, String id);

  /** Removes the old data. */
  void commit(NodeRef node, String id);

  /** Removes what was fetched. */
  void clean(NodeRef node, String id);

  /** A planned failover to this node. */
  HandoverResult handOver(NodeRef to);

  /** Tells people how far it is. */
  void say(String text);
}
