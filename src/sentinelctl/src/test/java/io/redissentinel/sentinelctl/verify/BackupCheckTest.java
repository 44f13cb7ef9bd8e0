package io.redissentinel.sentinelctl.verify;

import io.redissentinel.sentinelctl.Bench;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Every 6 h, it is noon: 9 h 15 min ago is 02:45. */
class BackupCheckTest {
  private static final String NOON =
      Long.toString(Instant.parse("2026-11-24T12:00:00Z").getEpochSecond());
  private static final String NONE = "null";
  private static final String OLD = "2026-11-01T00:00:00Z";

  private static Bench bench() {
    return new Bench().change("@clock\n1000.0", "@clock\n" + NOON + ".0");
  }

  private static String attempt(boolean ok, String finished, String error) {
    return """
        {"started": "%s", "ok": %s, "finished": "%s", "error": %s, "keys": 7, "bytes": 100}"""
        .formatted(finished, ok, finished, error.equals(NONE) ? NONE : "\"%s\"".formatted(error));
  }

  private static String made(String finished) {
    return """
        {"key": "redis/x.rdb", "node": "b", "finished": "%s", "keys": 12, "bytes": 100}"""
        .formatted(finished);
  }

  private static String said(
      String since, String last, String success, String newest, String error) {
    return """
        {"configured": true, "bucket": "bkt", "prefix": "", "every": "6h", "since": "%s", "last": %s, "success": %s, "newest": %s, "error": %s}"""
        .formatted(since, last, success, newest, error);
  }

  private static Bench all(String said) {
    return bench()
        .block("a", "backups", said)
        .block("b", "backups", said)
        .block("c", "backups", said);
  }

  @Test
  void oneThatIsNewEnoughIsPassed() {
    Checked.of(all(said(OLD, NONE, NONE, made("2026-11-24T02:45:00Z"), NONE)))
        .passed(
            "backups", Line.CLUSTER, "2026-11-24T02:45:00Z, by b, 12 keys", "every 6h into bkt");
  }

  @Test
  void oneThatIsTooOldIsFailed() {
    Checked.of(all(said(OLD, NONE, NONE, made("2026-11-24T02:44:59Z"), NONE)))
        .failed("backups", Line.CLUSTER, "the newest is of 2026-11-24T02:44:59Z", "every 6h");
    Checked.of(all(said(OLD, NONE, NONE, NONE, NONE)))
        .failed("backups", Line.CLUSTER, "there is none in bkt");
  }

  @Test
  void aYoungClusterHasNoneDueYet() {
    Checked.of(all(said("2026-11-24T11:00:00Z", NONE, NONE, NONE, NONE)))
        .passed("backups", Line.CLUSTER, "none due yet", "there is none in bkt");
    Checked.of(all(said("2026-11-24T11:00:00Z", NONE, NONE, made("2026-11-23T18:00:00Z"), NONE)))
        .passed("backups", Line.CLUSTER, "none due yet", "the newest is of 2026-11-23T18:00:00Z");
  }

  /** A node that was replaced is young; the cluster is not. */
  @Test
  void theOldestNodeSaysHowYoungAClusterIs() {
    Checked.of(
            all(said(OLD, NONE, NONE, NONE, NONE))
                .block("c", "backups", said("2026-11-24T11:00:00Z", NONE, NONE, NONE, NONE)))
        .failed("backups", Line.CLUSTER);
  }

  @Test
  void aFailureAfterTheNewestSuccessIsFailedWithTheReason() {
    String newest = made("2026-11-24T06:00:00Z");
    Checked.of(
            all(said(OLD, NONE, NONE, newest, NONE))
                .block(
                    "c",
                    "backups",
                    said(
                        OLD,
                        attempt(false, "2026-11-24T11:00:00Z", "no room for a snapshot"),
                        NONE,
                        newest,
                        NONE)))
        .failed(
            "backups",
            Line.CLUSTER,
            "c failed at 2026-11-24T11:00:00Z: no room for a snapshot",
            "the last success was at 2026-11-24T06:00:00Z");
  }

  @Test
  void aFailureThatAnotherNodeHasMadeGoodIsNone() {
    Checked.of(
            all(said(OLD, NONE, NONE, made("2026-11-24T11:00:01Z"), NONE))
                .block(
                    "c",
                    "backups",
                    said(OLD, attempt(false, "2026-11-24T11:00:00Z", "x"), NONE, NONE, NONE)))
        .passed("backups", Line.CLUSTER);
  }

  @Test
  void withoutRightsTheFailureIsSaidEvenIfS3CannotBeRead() {
    Checked.of(
            all(
                said(
                    "2026-11-24T11:00:00Z",
                    attempt(false, "2026-11-24T11:59:00Z", "it needs s3:PutObject"),
                    NONE,
                    NONE,
                    "\"it needs s3:ListBucket\"")))
        .failed("backups", Line.CLUSTER, "it needs s3:PutObject", "none ever");
  }

  @Test
  void s3ThatCannotBeAskedIsNotCheckable() {
    Checked.of(all(said(OLD, NONE, NONE, NONE, "\"it needs s3:ListBucket\"")))
        .notCheckable("backups", Line.CLUSTER, "S3 cannot be asked: it needs s3:ListBucket");
    Bench bench = all(said(OLD, NONE, NONE, NONE, NONE));
    for (String node : Bench.NODES) {
      bench.block(node, "backups-asked", "");
    }
    Checked.of(bench).notCheckable("backups", Line.CLUSTER, "no answer within 3 s");
  }

  @Test
  void oneNodeThatCanAskIsEnough() {
    Checked.of(
            all(said(OLD, NONE, NONE, NONE, "\"x\""))
                .block("b", "backups", said(OLD, NONE, NONE, made("2026-11-24T11:00:00Z"), NONE)))
        .passed("backups", Line.CLUSTER);
  }

  @Test
  void notConfiguredSaysHowTo() {
    Checked.of(bench())
        .notCheckable("backups", Line.CLUSTER, "none are configured", "pulumi config set backups");
  }

  @Test
  void anEarlierReleaseAndNobodyThere() {
    Checked.of(
            bench().block("a", "backups", "").block("b", "backups", "").block("c", "backups", ""))
        .notCheckable("backups", Line.CLUSTER, "an earlier release", "sentinelctl roll");
    Checked.of(bench().down("a").down("b").down("c"))
        .notCheckable("backups", Line.CLUSTER, "no node can be reached");
  }
}
