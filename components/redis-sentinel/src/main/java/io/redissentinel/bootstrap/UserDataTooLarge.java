package io.redissentinel.bootstrap;

/** The user data of a node does not fit into what EC2 takes. */
public final class UserDataTooLarge extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  UserDataTooLarge(String nodeKey, int bytes, int limit) {
    super(
        "user data of node %s: must be at most %,d bytes after gzip (the limit of EC2), got %,d; shorten what was added to it"
            .formatted(nodeKey, limit, bytes));
  }
}
