package io.redissentinel.sentinelctl.ssh;

import io.redissentinel.sentinelctl.stack.NodeRef;

/** What instances wrote on their consoles: a way to a node's word that is not the network. */
public interface Console {
  /**
   * The console's text, as far as it is kept; empty if nothing is.
   *
   * @throws NodeException if it cannot be had
   */
  String text(NodeRef node);
}
