package io.redissentinel.bootstrap;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The Redis releases that can be named by version alone, with the SHA-256 that the Redis project
 * publishes for each (github.com/redis/redis-hashes, read 2026-07-23). Any other release can be
 * given with a URL and a hash of its own, see {@link RedisSource}.
 */
public final class RedisCatalogue {
  /** The version that a cluster gets unless another one is asked for. */
  public static final String DEFAULT_VERSION = "5.0.7";

  private static final String URL = "https://download.redis.io/releases/redis-%s.tar.gz";
  private static final Map<String, String> SHA256 = hashes();

  private RedisCatalogue() {}

  /**
   * The official tarball of a release.
   *
   * @param version such as {@code 5.0.7}
   * @throws IllegalArgumentException if the catalogue lacks the version; the message lists those it
   *     has and says how to give another
   */
  public static RedisSource official(String version) {
    String sha256 = SHA256.get(version);
    if (sha256 == null) {
      throw new IllegalArgumentException(
          "redis version: '%s' is not in the catalogue (%s); choose one of these, or give the tarball's URL and SHA-256 as well"
              .formatted(version, String.join(", ", SHA256.keySet())));
    }
    return new RedisSource(version, URL.formatted(version), sha256);
  }

  /** The versions that {@link #official} knows, oldest first. */
  public static Set<String> versions() {
    return SHA256.keySet();
  }

  private static Map<String, String> hashes() {
    Map<String, String> hashes = new LinkedHashMap<>();
    hashes.put("5.0.6", "6624841267e142c5d5d5be292d705f8fb6070677687c5aad1645421a936d22b3");
    hashes.put("5.0.7", "61db74eabf6801f057fd24b590232f2f337d422280fd19486eca03be87d3a82b");
    hashes.put("5.0.14", "3ea5024766d983249e80d4aa9457c897a9f079957d0fb1f35682df233f997f32");
    hashes.put("6.0.20", "173d4c5f44b5d7186da96c4adc5cb20e8018b50ec3a8dfe0d191dbbab53952f0");
    hashes.put("6.2.23", "f06cffd69f4016986508017469cf64c16e25b1282927ea9360e7c2d1839eb8e7");
    hashes.put("7.0.15", "98066f5363504b26c34dd20fbcc3c957990d764cdf42576c836fc021073f4341");
    hashes.put("7.2.15", "7bf7975331511fdb788e85dae63964b128fccee1df026a10db57444babc9c9c4");
    hashes.put("7.4.10", "669ab6689b5e7d0c479e8d526ccbadae36b69a11370742ffe23822b9df8d85ba");
    hashes.put("8.2.8", "01354ee4449e758e6e45d056fe5802abd9ccde4d669b79c9d5e9f6d730a80759");
    return Collections.unmodifiableMap(hashes);
  }
}
