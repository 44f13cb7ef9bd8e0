package io.redissentinel.sentinelctl.load;

import java.net.URI;
import java.nio.file.Path;

/** Where an RDB file comes from. */
public sealed interface Source {
  /** A file on this machine, sent over SSH. */
  record Upload(Path file) implements Source {
    @Override
    public String toString() {
      return file.toString();
    }
  }

  /**
   * What the node downloads by itself, without credentials.
   *
   * @param url a presigned URL, which is a secret as long as it is valid: for the node's endpoint
   * @param name how the file is called in what people are told
   */
  record Url(URI url, String name) implements Source {
    @Override
    public String toString() {
      return name;
    }
  }

  /** A backup in the cluster's own bucket, by its key; the node has the rights. */
  record Backup(String key) implements Source {
    @Override
    public String toString() {
      return "backup " + key;
    }
  }
}
