package io.redissentinel.bootstrap;

import java.util.regex.Pattern;

/**
 * A Redis source tarball and the hash it must have.
 *
 * @param version the version it unpacks to, such as {@code 5.0.7}
 * @param url where a node downloads it, http or https; what comes is trusted by its hash alone
 * @param sha256 SHA-256 of the tarball, 64 lower-case hexadecimal digits
 */
public record RedisSource(String version, String url, String sha256) {
  private static final Pattern URL = Pattern.compile("https?://[A-Za-z0-9._~:/?#@%&+,;=\\[\\]-]+");
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  /**
   * Checks the form of all three.
   *
   * @throws IllegalArgumentException if one is malformed; the message names it and says what it has
   *     to look like
   */
  public RedisSource {
    RedisVersion.parse(version);
    Forms.require(URL, url, "redis url", "an http or https URL of a .tar.gz");
    Forms.require(SHA256, sha256, "redis sha256", "64 lower-case hexadecimal digits");
  }

  /** The first number of the version: 5, 6 or 7. */
  public int major() {
    return RedisVersion.parse(version).major();
  }
}
