package io.redissentinel.sentinelctl.cli;

import io.redissentinel.sentinelctl.CtlException;
import io.redissentinel.sentinelctl.elasticache.Request;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** The options that say what is imported: one of three. */
final class ImportOrigin {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);
  private static final Pattern OBJECT =
      Pattern.compile("s3://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])/(.+)");

  @Option(
      names = "--snapshot",
      paramLabel = "NAME",
      description = "A snapshot that is there, made by hand or automatically.")
  private Optional<String> snapshot = Optional.empty();

  @Option(
      names = "--replication-group",
      paramLabel = "ID",
      description = "A replication group, of which a snapshot is made; it is kept.")
  private Optional<String> group = Optional.empty();

  @Option(
      names = "--rdb",
      paramLabel = "FILE|s3://BUCKET/KEY",
      description =
          "An RDB file of this machine, or one that you may read in S3; several times for several shards.")
  private List<String> files = List.of();

  /**
   * What is meant.
   *
   * @throws CtlException if it is none of them, or several
   */
  Request.From read(Instant now) {
    int given =
        (snapshot.isPresent() ? 1 : 0) + (group.isPresent() ? 1 : 0) + (files.isEmpty() ? 0 : 1);
    if (given != 1) {
      throw CtlException.usage(
          "give one of --snapshot, --replication-group and --rdb (this one several times), got %s"
              .formatted(given == 0 ? "none" : "several"));
    }
    if (snapshot.isPresent()) {
      return new Request.OfSnapshot(snapshot.get().toLowerCase(Locale.ROOT));
    }
    return group
        .<Request.From>map(id -> new Request.OfGroup(id, named(id, now)))
        .orElseGet(() -> new Request.OfFiles(files.stream().map(ImportOrigin::file).toList()));
  }

  /** What an export is called that has no name yet: another one at each run. */
  String target(Instant now) {
    return group
        .map(id -> named(id, now) + "-export")
        .orElseGet(() -> named(snapshot.orElseThrow(), now));
  }

  private static String named(String base, Instant now) {
    String plain =
        base.toLowerCase(Locale.ROOT)
            .replaceFirst("^automatic\\.", "")
            .replaceAll("[^a-z0-9-]", "-");
    return "%s-import-%s".formatted(plain, TIME.format(now));
  }

  private static Request.File file(String text) {
    Matcher matcher = OBJECT.matcher(text);
    if (matcher.matches()) {
      return new Request.OfObject(matcher.group(1), matcher.group(2));
    }
    if (text.startsWith("s3:")) {
      throw CtlException.usage(
          "--rdb: must be a file or s3://BUCKET/KEY, got '%s'".formatted(text));
    }
    return new Request.OfPath(Path.of(text));
  }
}
