package io.redissentinel.sentinelctl.cli;

import io.redissentinel.sentinelctl.backup.Listed;
import io.redissentinel.sentinelctl.backup.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Backups for people. */
final class BackupText {
  /** Below this it is all overhead. */
  private static final long TELLING_BYTES = 10_000_000;

  private BackupText() {}

  static String of(Manifest made) {
    return String.format(
        Locale.ROOT,
        "%s%n%d keys, %s (%d bytes), %.1f s: snapshot %.1f, check %.1f, upload %.1f%s",
        made.key(),
        made.keys(),
        StatusText.bytes(made.bytes()),
        made.bytes(),
        made.seconds().total(),
        made.seconds().snapshot(),
        made.seconds().check(),
        made.seconds().upload(),
        made.bytes() < TELLING_BYTES
            ? ""
            : String.format(Locale.ROOT, "; %.1f s per GB", made.secondsPerGb()));
  }

  static String of(Listed listed) {
    if (listed.backups().isEmpty()) {
      return "no backups yet in %s; one is made every %s, and by `sentinelctl backup`"
          .formatted(place(listed), listed.every());
    }
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("time", "node", "keys", "size", "redis", "took", "key"));
    for (Manifest one : listed.backups()) {
      rows.add(
          List.of(
              one.finished(),
              one.node(),
              Long.toString(one.keys()),
              StatusText.bytes(one.bytes()),
              one.redisVersion(),
              String.format(Locale.ROOT, "%.1f s", one.seconds().total()),
              one.key()));
    }
    String text = Columns.of(rows);
    int left = listed.total() - listed.backups().size();
    return text
        + "%d in %s, one every %s%s"
            .formatted(
                listed.total(),
                place(listed),
                listed.every(),
                left > 0 ? "; %d older ones: --last 0".formatted(left) : "");
  }

  private static String place(Listed listed) {
    return "s3://%s/%s".formatted(listed.bucket(), listed.prefix());
  }
}
