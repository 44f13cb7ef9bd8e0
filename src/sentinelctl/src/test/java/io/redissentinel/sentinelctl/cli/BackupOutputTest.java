package io.redissentinel.sentinelctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.redissentinel.sentinelctl.Bench;
import io.redissentinel.sentinelctl.backup.Listed;
import io.redissentinel.sentinelctl.backup.Manifest;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is printed of backups. */
class BackupOutputTest {
  private static final Style PLAIN = new Style(false);
  private static final Manifest MADE =
      new Manifest(
          "p/redis/2026/11/24/20261124T120000Z-b.rdb",
          "redis",
          "b",
          "5.0.6",
          9,
          "2026-11-24T12:00:00Z",
          "2026-11-24T12:00:15Z",
          500_000_000,
          "ab",
          12,
          3,
          5000,
          76,
          new Manifest.Seconds(5, 2.5, 7.5));

  private static Listed listed(int total, Manifest... backups) {
    return new Listed("bkt", "p/", "6h", total, List.of(backups));
  }

  private static String said(String last, String success) {
    return """
        {"configured": true, "bucket": "bkt", "prefix": "", "every": "6h", "since": null, "last": %s, "success": %s, "newest": null, "error": null}"""
        .formatted(last, success);
  }

  private static String attempt(boolean ok, String finished) {
    return """
        {"started": "%s", "ok": %s, "finished": "%s", "error": %s, "keys": 7, "bytes": 2048}"""
        .formatted(finished, ok, finished, ok ? "null" : "\"no room\"");
  }

  private static String status(Bench bench) {
    String text = StatusText.of(ClusterStatus.of(bench.look()), PLAIN);
    return text.lines().filter(line -> line.startsWith("backups")).findFirst().orElse("");
  }

  @Test
  void oneThatWasMadeSaysHowFast() {
    assertThat(BackupText.of(MADE).lines())
        .containsExactly(
            "p/redis/2026/11/24/20261124T120000Z-b.rdb",
            "12 keys, 476.8M (500000000 bytes), 15.0 s: snapshot 5.0, check 2.5, upload 7.5; 30.0 s per GB");
  }

  @Test
  void asJsonItIsTheManifestAndHowFast() throws Exception {
    JsonMapper json = new JsonMapper();
    JsonNode printed = json.readTree(json.writeValueAsString(BackupJson.of(MADE)));
    assertThat(printed.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder(
            "key",
            "cluster",
            "node",
            "redisVersion",
            "rdbVersion",
            "started",
            "finished",
            "bytes",
            "sha256",
            "keys",
            "expires",
            "usedMemory",
            "offset",
            "seconds",
            "secondsPerGB");
    assertThat(printed.path("secondsPerGB").asDouble()).isEqualTo(30);
    assertThat(printed.path("seconds").fieldNames())
        .toIterable()
        .containsExactly("snapshot", "check", "upload");
  }

  @Test
  void theListIsATable() {
    assertThat(BackupText.of(listed(3, MADE)).lines())
        .containsExactly(
            "time                  node  keys  size    redis  took    key",
            "2026-11-24T12:00:15Z  b     12    476.8M  5.0.6  15.0 s  p/redis/2026/11/24/20261124T120000Z-b.rdb",
            "3 in s3://bkt/p/, one every 6h; 2 older ones: --last 0");
    assertThat(BackupText.of(listed(0)))
        .isEqualTo(
            "no backups yet in s3://bkt/p/; one is made every 6h, and by `sentinelctl backup`");
  }

  @Test
  void statusHasALineOnBackups() {
    Bench bench = new Bench();
    Bench.NODES.forEach(node -> bench.block(node, "backups", said("null", "null")));
    assertThat(status(bench)).isEqualTo("backups every 6h: none made yet by these instances");
    String good = attempt(true, "2026-11-24T06:00:00Z");
    bench.block("b", "backups", said(good, good));
    assertThat(status(bench))
        .isEqualTo("backups every 6h: last 2026-11-24T06:00:00Z by b, 7 keys, 2.0K");
    bench.block("c", "backups", said(attempt(false, "2026-11-24T05:00:00Z"), "null"));
    assertThat(status(bench)).startsWith("backups every 6h: last");
    bench.block("c", "backups", said(attempt(false, "2026-11-24T07:00:00Z"), "null"));
    assertThat(status(bench))
        .isEqualTo(
            "backups FAIL on c at 2026-11-24T07:00:00Z: no room; last 2026-11-24T06:00:00Z by b, 7 keys, 2.0K");
  }

  @Test
  void aClusterOfAnEarlierReleaseHasNone() {
    Bench bench = new Bench();
    Bench.NODES.forEach(node -> bench.block(node, "backups", ""));
    assertThat(status(bench)).isEmpty();
  }
}
