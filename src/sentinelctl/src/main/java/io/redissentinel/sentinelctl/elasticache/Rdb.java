package io.redissentinel.sentinelctl.elasticache;

import java.net.URI;
import java.nio.file.Path;

/** An RDB file that the nodes are to have. */
public sealed interface Rdb {
  /** A file of this machine. */
  record Local(Path file) implements Rdb {}

  /**
   * An object that a node can download without credentials.
   *
   * @param url presigned, for the nodes' way to S3; not for any log
   * @param name what it is called, for people
   */
  record Remote(URI url, String name) implements Rdb {
    /** Without the URL, which gives access to the data. */
    @Override
    public String toString() {
      return name;
    }
  }
}
