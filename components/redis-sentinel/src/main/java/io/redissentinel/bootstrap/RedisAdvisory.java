package io.redissentinel.bootstrap;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A known vulnerability of Redis.
 *
 * @param cve its number, such as {@code CVE-2021-32675}
 * @param since the first release that has it
 * @param fixedIn the first release of each branch that does not, oldest branch first
 */
public record RedisAdvisory(String cve, String since, List<String> fixedIn) {
  /** Takes a copy of the list. */
  public RedisAdvisory {
    fixedIn = List.copyOf(fixedIn);
  }

  static List<RedisAdvisory> of(String since, String fixedIn, String... cves) {
    List<String> releases = List.of(fixedIn.split(" "));
    return Arrays.stream(cves).map(cve -> new RedisAdvisory(cve, since, releases)).toList();
  }

  /**
   * Whether a release has it. A branch that never got the fix has it in all releases, unless the
   * branch is newer than every one that did: then it began with the fix.
   *
   * @throws IllegalArgumentException if the version is not three numbers
   */
  public boolean affects(String version) {
    RedisVersion release = RedisVersion.parse(version);
    if (release.compareTo(RedisVersion.parse(since)) < 0) {
      return false;
    }
    List<RedisVersion> fixes = fixedIn.stream().map(RedisVersion::parse).toList();
    Optional<RedisVersion> fix =
        fixes.stream().filter(each -> each.compareBranch(release) == 0).findFirst();
    return fix.map(first -> release.compareTo(first) < 0)
        .orElseGet(() -> fixes.stream().anyMatch(each -> each.compareBranch(release) > 0));
  }
}
