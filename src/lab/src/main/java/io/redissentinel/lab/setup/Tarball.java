package io.redissentinel.lab.setup;

import java.nio.file.Path;

/**
 * A Redis source tarball in the cache.
 *
 * @param version such as {@code 5.0.6}
 * @param file where it is
 * @param sha256 the hash of the file, which the nodes check
 * @param origin where it came from, for people
 */
public record Tarball(String version, Path file, String sha256, String origin) {
  /** The name under which the lab serves it to the nodes. */
  public String servedName() {
    return "redis-" + version + "-" + sha256.substring(0, 12) + ".tar.gz";
  }
}
