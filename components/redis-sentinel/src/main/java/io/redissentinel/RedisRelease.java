package io.redissentinel;

import io.redissentinel.bootstrap.RedisAdvisories;
import io.redissentinel.bootstrap.RedisCatalogue;
import io.redissentinel.bootstrap.RedisSource;
import io.redissentinel.topology.Problems;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The release that the arguments name, and where its source is. */
final class RedisRelease {
  private static final int FIRST_WITH_TLS = 6;
  private static final Pattern ABOUT =
      Pattern.compile("redis (version|url|sha256): (.*)", Pattern.DOTALL);

  private RedisRelease() {}

  static RedisSource of(RedisArgs redis) {
    return redis.url().isPresent()
        ? new RedisSource(redis.version(), redis.url().get(), redis.sha256().orElseThrow())
        : RedisCatalogue.official(redis.version());
  }

  static void check(String path, RedisArgs redis, Problems problems) {
    checkSource(path, redis, problems)
        .filter(source -> redis.tls())
        .ifPresent(source -> checkTls(path + ".tls", source, problems));
  }

  private static Optional<RedisSource> checkSource(
      String path, RedisArgs redis, Problems problems) {
    if (redis.url().isPresent() != redis.sha256().isPresent()) {
      problems.add(
          path + ".url",
          "have both a URL and a SHA-256",
          redis.url().isPresent() ? "a URL only" : "a SHA-256 only",
          "give both, or neither to take an official release");
      return Optional.empty();
    }
    try {
      return Optional.of(of(redis));
    } catch (IllegalArgumentException e) {
      // The bootstrap owns these rules; its messages begin with what they are about: "redis url: ".
      Matcher message = ABOUT.matcher(e.getMessage());
      problems.add(
          path + "." + (message.matches() ? message.group(1) : "version"),
          message.matches() ? message.group(2) : e.getMessage());
      return Optional.empty();
    }
  }

  private static void checkTls(String path, RedisSource source, Problems problems) {
    String notYet = "this component does not set TLS up yet";
    problems.add(
        path,
        "be false with Redis " + source.version(),
        true,
        source.major() < FIRST_WITH_TLS
            ? "it has no TLS: Redis has it from 6.0 on (take %s), and %s even there"
                .formatted(RedisAdvisories.nextWithout("6.0.0").orElseThrow(), notYet)
            : notYet + ", so leave it out");
  }
}
