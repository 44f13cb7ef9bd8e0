package io.redissentinel.sentinelctl.elasticache;

import io.redissentinel.sentinelctl.CtlException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Versions of the RDB format, which a file's header says, and the Redis releases that read them.
 */
final class RdbVersion {
  static final int HEADER_BYTES = 9;

  private static final Pattern HEADER = Pattern.compile("REDIS(\\d{4})");
  private static final Pattern RELEASE = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\b.*");

  private RdbVersion() {}

  /**
   * The version that a file's first bytes say.
   *
   * @param name the file's, for people
   * @throws CtlException if they are not those of an RDB file
   */
  static int of(String name, byte[] header) {
    String text = new String(header, StandardCharsets.US_ASCII);
    Matcher matcher = HEADER.matcher(text);
    if (!matcher.matches()) {
      throw CtlException.failed(
          "%s is no RDB file: it begins with '%s', not with REDIS and a version of four digits; give a dump.rdb, or what ElastiCache exports"
              .formatted(name, text.replaceAll("[^ -~]", ".")));
    }
    return Integer.parseInt(matcher.group(1));
  }

  /** The highest version that a release of Redis reads; it reads all below, too. */
  static int reads(String release) {
    Matcher matcher = RELEASE.matcher(release);
    int minor =
        matcher.matches()
            ? Integer.parseInt(matcher.group(1)) * 1000 + Integer.parseInt(matcher.group(2))
            : 0;
    if (minor >= 7_004) {
      return 12;
    }
    if (minor >= 7_002) {
      return 11;
    }
    if (minor >= 7_000) {
      return 10;
    }
    return minor >= 5_000 ? 9 : 8;
  }

  /** The first release of Redis that reads a version; empty if none does. */
  static Optional<String> firstReader(int version) {
    return switch (version) {
      case 12 -> Optional.of("7.4");
      case 11 -> Optional.of("7.2");
      case 10 -> Optional.of("7.0");
      case 9 -> Optional.of("5.0");
      default -> version < 9 ? Optional.of("4.0") : Optional.empty();
    };
  }

  /**
   * Why the nodes cannot read a file, and what to do; empty if they can.
   *
   * @param what the file or the snapshot, for people
   * @param version its RDB version
   * @param nodes the oldest release that a node runs
   */
  static Optional<String> refusal(String what, int version, String nodes) {
    if (version <= reads(nodes)) {
      return Optional.empty();
    }
    String remedy =
        firstReader(version)
            .map(
                release ->
                    "Redis %s and later read it: bring the cluster to that first (`pulumi config set redisVersion ...`, `pulumi up`, `sentinelctl roll`), then import again"
                        .formatted(release))
            .orElse(
                "no release of Redis that is known here reads it; Valkey 9 and later write such files, and neither do older Valkeys read them: copy the keys with a tool that works by commands, such as redis-shake");
    return Optional.of(
        "%s has RDB version %d, and the nodes' Redis %s reads up to %d; %s"
            .formatted(what, version, nodes, reads(nodes), remedy));
  }
}
