package io.redissentinel.bootstrap;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The known vulnerabilities of the Redis releases that nodes may run, from the release notes of
 * Redis up to 6.2.23, 7.2.15, 7.4.10 and 8.2.8, and from the CVE records where the notes give no
 * first affected release.
 *
 * <p>Left out is what no node can have: faults on 32 bits (CVE-2021-21309, CVE-2021-32761), with
 * allocators other than jemalloc and glibc's (CVE-2021-3470), of Unix sockets (CVE-2023-45145), of
 * TLS (CVE-2026-81934), of writable replicas (CVE-2026-23631), and of modules.
 *
 * @see <a href="https://github.com/redis/redis/security/advisories">Redis: security advisories</a>
 */
public final class RedisAdvisories {
  private static final String EVER = "0.0.0";

  private static final List<RedisAdvisory> ALL =
      Stream.of(
              RedisAdvisory.of("6.0.0", "6.0.13 6.2.3", "CVE-2021-29477"),
              RedisAdvisory.of("6.2.0", "6.2.3", "CVE-2021-29478"),
              RedisAdvisory.of("6.0.0", "6.0.14 6.2.4", "CVE-2021-32625"),
              RedisAdvisory.of(
                  EVER,
                  "5.0.14 6.0.16 6.2.6",
                  "CVE-2021-32626",
                  "CVE-2021-32627",
                  "CVE-2021-32628",
                  "CVE-2021-32672",
                  "CVE-2021-32675",
                  "CVE-2021-32687",
                  "CVE-2021-32762",
                  "CVE-2021-41099"),
              RedisAdvisory.of(EVER, "6.2.7 7.0.0", "CVE-2022-24735", "CVE-2022-24736"),
              RedisAdvisory.of("7.0.0", "7.0.4", "CVE-2022-31144"),
              RedisAdvisory.of("7.0.0", "7.0.5", "CVE-2022-35951"),
              RedisAdvisory.of(EVER, "6.0.17 6.2.9 7.0.8", "CVE-2022-35977"),
              RedisAdvisory.of("6.2.0", "6.2.9 7.0.8", "CVE-2023-22458"),
              RedisAdvisory.of(EVER, "6.0.18 6.2.11 7.0.9", "CVE-2022-36021", "CVE-2023-25155"),
              RedisAdvisory.of("7.0.8", "7.0.10", "CVE-2023-28425"),
              RedisAdvisory.of(EVER, "6.0.19 6.2.12 7.0.11", "CVE-2023-28856"),
              RedisAdvisory.of(EVER, "6.0.20 6.2.13 7.0.12", "CVE-2022-24834"),
              RedisAdvisory.of("7.0.0", "7.0.12", "CVE-2023-36824"),
              RedisAdvisory.of("7.0.0", "7.0.13 7.2.1", "CVE-2023-41053"),
              RedisAdvisory.of("7.0.9", "7.0.15 7.2.4", "CVE-2023-41056"),
              RedisAdvisory.of(EVER, "6.2.16 7.2.6 7.4.1", "CVE-2024-31228", "CVE-2024-31449"),
              RedisAdvisory.of("7.0.0", "7.2.6 7.4.1", "CVE-2024-31227"),
              RedisAdvisory.of(EVER, "6.2.17 7.2.7 7.4.2", "CVE-2024-46981"),
              RedisAdvisory.of("7.0.0", "7.2.7 7.4.2", "CVE-2024-51741"),
              RedisAdvisory.of(EVER, "6.2.18 7.2.8 7.4.3", "CVE-2025-21605"),
              RedisAdvisory.of("7.0.0", "7.2.9 7.4.4 8.0.2", "CVE-2025-27151"),
              RedisAdvisory.of(
                  EVER, "6.2.19 7.2.10 7.4.5 8.0.3", "CVE-2025-32023", "CVE-2025-48367"),
              RedisAdvisory.of(
                  EVER,
                  "6.2.20 7.2.11 7.4.6 8.0.4 8.2.2",
                  "CVE-2025-46817",
                  "CVE-2025-46818",
                  "CVE-2025-46819",
                  "CVE-2025-49844"),
              RedisAdvisory.of("8.2.0", "8.2.3", "CVE-2025-62507"),
              RedisAdvisory.of("7.2.0", "7.2.14 7.4.9 8.2.6 8.4.3 8.6.3", "CVE-2026-23479"),
              RedisAdvisory.of(EVER, "6.2.22 7.2.14 7.4.9 8.2.6 8.4.3 8.6.3", "CVE-2026-25243"),
              RedisAdvisory.of(EVER, "6.2.23 7.2.15 7.4.10 8.2.8 8.4.5 8.6.5", "CVE-2026-66373"))
          .flatMap(List::stream)
          .toList();

  private RedisAdvisories() {}

  /** All that are known, by the releases that fix them. */
  public static List<RedisAdvisory> all() {
    return ALL;
  }

  /**
   * Those that a release has.
   *
   * @throws IllegalArgumentException if the version is not three numbers
   */
  public static List<RedisAdvisory> of(String version) {
    return ALL.stream().filter(advisory -> advisory.affects(version)).toList();
  }

  /**
   * The release to take instead: the next one in the {@link RedisCatalogue} that has none of them.
   */
  public static Optional<String> nextWithout(String version) {
    RedisVersion from = RedisVersion.parse(version);
    return RedisCatalogue.versions().stream()
        .filter(each -> RedisVersion.parse(each).compareTo(from) > 0)
        .filter(each -> of(each).isEmpty())
        .findFirst();
  }

  /**
   * What to tell who wants to run a release, and which one to take instead; nothing where no
   * vulnerability of it is known.
   *
   * @throws IllegalArgumentException if the version is not three numbers
   */
  public static Optional<String> warning(String version) {
    List<RedisAdvisory> known = of(version);
    if (known.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        "Redis %s has %s (%s); %s%s"
            .formatted(
                version,
                known.size() == 1
                    ? "a known vulnerability"
                    : known.size() + " known vulnerabilities",
                known.stream().map(RedisAdvisory::cve).collect(Collectors.joining(", ")),
                nextWithout(version)
                    .map(next -> "take " + next + ", which has none of them")
                    .orElse("take a newer release than the catalogue has, with its URL and hash"),
                newestOfBranch(version, known.size()).orElse("")));
  }

  /** The way out for those who have to stay on the branch, which may not be far enough. */
  private static Optional<String> newestOfBranch(String version, int known) {
    RedisVersion from = RedisVersion.parse(version);
    return RedisCatalogue.versions().stream()
        .filter(each -> RedisVersion.parse(each).compareBranch(from) == 0)
        .filter(each -> RedisVersion.parse(each).compareTo(from) > 0)
        .filter(each -> !of(each).isEmpty() && of(each).size() < known)
        .reduce((older, newer) -> newer)
        .map(each -> " (%s still has %d)".formatted(each, of(each).size()));
  }
}
