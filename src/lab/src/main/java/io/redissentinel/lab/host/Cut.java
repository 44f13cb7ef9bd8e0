package io.redissentinel.lab.host;

/** How a node is cut off the network; either way silently, and established connections too. */
public enum Cut {
  /** Nothing gets to or from the node, not even the metadata service. */
  ALL,

  /** The other nodes cannot reach it, clients inside the lab can: the classic split brain. */
  FROM_PEERS_ONLY
}
