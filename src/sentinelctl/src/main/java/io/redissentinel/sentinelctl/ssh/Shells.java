package io.redissentinel.sentinelctl.ssh;

import io.redissentinel.sentinelctl.stack.NodeRef;

/** The shells of a cluster's nodes. */
public interface Shells extends AutoCloseable {
  /** The node's shell: the same one each time, for the same instance. */
  NodeShell of(NodeRef node);

  /** Ends all connections. */
  @Override
  void close();
}
