package io.redissentinel.sentinelctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.redissentinel.sentinelctl.ExitCode;
import io.redissentinel.sentinelctl.cli.Launchers.Result;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** import-elasticache on the nodes of a lab, out of a replication group that the lab plays. */
@Tag("nodes")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ImportOnNodesTest {
  private static final String LAB = "lab-import";
  private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
  private static final Duration SOON = Duration.ofMinutes(2);
  private static final int FIRST = 700;
  private static final int SECOND = 300;

  /** Takes a node seconds. */
  private static final int LARGE = 500_000;

  private static final int ENDED_BY_CTRL_C = 130;

  private final Launchers launchers = new Launchers(LAB);
  private final LabBucket bucket = new LabBucket(LAB, "exports");

  @TempDir private static Path folder;

  /** The snapshot of the import that was broken off. */
  private String broken;

  @BeforeAll
  void up() throws Exception {
    launchers.lab("down", "--force");
    Result up = launchers.lab("up");
    assertThat(up.exitCode()).as(up::all).isZero();
    play(
        "shop",
        ShardFile.write(folder.resolve("1.rdb"), 9, "5.0.6", "first:", FIRST),
        ShardFile.write(folder.resolve("2.rdb"), 9, "5.0.6", "second:", SECOND));
    bucket.create();
  }

  @AfterAll
  void down() {
    launchers.lab("down", "--force");
  }

  private void play(String group, Path... files) {
    List<String> words = new ArrayList<>(List.of("elasticache", "--replication-group", group));
    for (Path file : files) {
      words.add(file.toString());
    }
    Result result = launchers.lab(words.toArray(String[]::new));
    assertThat(result.exitCode()).as(result::all).isZero();
  }

  private Result run(String... options) {
    List<String> words = new ArrayList<>(List.of("import-elasticache", "--yes"));
    words.addAll(List.of(options));
    return launchers.ctl(words.toArray(String[]::new));
  }

  /** With --replace, to be broken off. */
  private static Begun begin(String... options) throws IOException {
    List<String> words =
        new ArrayList<>(
            List.of(
                ROOT.resolve("bin/sentinelctl").toString(),
                "import-elasticache",
                "--yes",
                "--replace",
                "--bucket",
                "exports"));
    words.addAll(List.of(options));
    return Begun.command(Map.of("LAB_NAME", LAB), words.toArray(String[]::new));
  }

  private static void assertRefused(Result result, String... said) {
    assertThat(result.exitCode()).as(result::all).isEqualTo(ExitCode.FAILED);
    assertThat(result.error()).contains(said);
  }

  private void assertKeys(int count) {
    for (String node : List.of("a", "b", "c")) {
      assertThat(launchers.ctl("cli", "--node", node, "dbsize").output()).isEqualTo(count + "\n");
    }
  }

  @Test
  @Order(1)
  void withoutARightToTheBucketNothingIsBegun() {
    assertRefused(
        run("--replication-group", "shop", "--bucket", "exports"),
        "nothing was changed",
        "bucket exports does not let ElastiCache export into it",
        "lab-local-1.elasticache-snapshot.amazonaws.com");
    assertRefused(
        run("--replication-group", "none", "--bucket", "nowhere"),
        "there is no replication group none in ElastiCache in lab-local-1",
        "there is no bucket nowhere");
    assertKeys(0);
  }

  @Test
  @Order(2)
  void aTargetThatIsThereIsRefused() {
    bucket.allowExport();
    bucket.put("mine-0001.rdb");
    assertRefused(
        run("--replication-group", "shop", "--bucket", "exports", "--target", "mine"),
        "bucket exports has mine-0001.rdb already");
  }

  @Test
  @Order(3)
  void aVersionThatTheNodesCannotReadIsRefusedBeforeTheExport() throws Exception {
    play("new", ShardFile.write(folder.resolve("new.rdb"), 11, "7.2.4", "new:", 5));
    // Of a group that the lab plays only the files say it; of its snapshot AWS does, too.
    Result first = run("--replication-group", "new", "--bucket", "exports");
    String snapshot = first.error().replaceAll("(?s).*left: snapshot (\\S+) .*", "$1");
    assertRefused(
        run("--snapshot", snapshot, "--bucket", "exports"),
        "nothing was changed",
        "redis 7.2.4",
        "Redis 7.2 and later read it");
  }

  @Test
  @Order(3)
  void orByTheFilesHeadersAndThenTheExportIsDeleted() throws Exception {
    play("odd", ShardFile.write(folder.resolve("odd.rdb"), 11, "5.0.6", "odd:", 5));
    assertRefused(
        run("--replication-group", "odd", "--bucket", "exports", "--target", "odd-export"),
        "odd-export-0001.rdb has RDB version 11",
        "export odd-export: deleted");
    assertThat(bucket.keys()).containsExactly("mine-0001.rdb");
    assertKeys(0);
  }

  @Test
  @Order(4)
  void aGroupsShardsAreOneDataSetOnAllNodes() {
    Result plan =
        run("--replication-group", "shop", "--bucket", "exports", "--target", "x", "--dry-run");
    assertThat(plan.exitCode()).as(plan::all).isZero();
    assertThat(plan.output()).contains("1. snapshot shop-import-", "s3://exports/x-NNNN.rdb");
    Result result = run("--replication-group", "shop", "--bucket", "exports");
    assertThat(result.exitCode()).as(result::all).isZero();
    assertThat(result.error()).contains("2 of 2 files", "left: snapshot shop-import-");
    assertThat(result.all()).doesNotContain("X-Amz-Signature");
    assertKeys(FIRST + SECOND);
    assertThat(launchers.ctl("cli", "get", "first:699").output()).isEqualTo("first:699\n");
    assertThat(launchers.ctl("cli", "get", "second:0").output()).isEqualTo("second:0\n");
    assertThat(launchers.ctl("status").exitCode()).isZero();
    assertThat(bucket.keys()).containsExactly("mine-0001.rdb");
  }

  @Test
  @Order(5)
  void aClusterWithKeysIsRefusedUnlessTheyMayGo() {
    assertRefused(
        run("--replication-group", "shop", "--bucket", "exports"),
        "the cluster holds 1000 keys",
        "--replace");
    Result result = run("--rdb", folder.resolve("1.rdb").toString(), "--replace");
    assertThat(result.exitCode()).as(result::all).isZero();
    assertKeys(FIRST);
  }

  @Test
  @Order(6)
  void ctrlCWhileItIsExportedSaysWhatIsLeft() throws Exception {
    try (Begun begun = begin("--replication-group", "shop", "--target", "broken-off")) {
      begun.awaitText("export broken-off: 0 of 2 files", SOON);
      begun.interrupt();
      assertThat(begun.awaitEnd(SOON)).as(begun.said()).isNotZero();
      assertThat(begun.said())
          .contains(
              "error: interrupted",
              "ElastiCache may still be exporting to s3://exports/broken-off-NNNN.rdb",
              "left: snapshot shop-import-");
    }
    assertKeys(FIRST);
  }

  /** The snapshot takes three seconds. */
  @Test
  @Order(7)
  void ctrlCWhileTheSnapshotIsMadeSaysSo() throws Exception {
    play("large", ShardFile.write(folder.resolve("large.rdb"), 9, "5.0.6", "large:", LARGE));
    try (Begun begun = begin("--replication-group", "large")) {
      begun.awaitText(": creating", SOON);
      begun.interrupt();
      assertThat(begun.awaitEnd(SOON)).as(begun.said()).isEqualTo(ENDED_BY_CTRL_C);
      assertThat(begun.said())
          .contains("error: interrupted", "left: snapshot large-import-", "delete-snapshot")
          .doesNotContain("available", "export");
      broken = begun.said().replaceAll("(?s).*left: snapshot (\\S+) .*", "$1");
    }
    assertNothingOfLargeIsExported();
    assertKeys(FIRST);
  }

  private void assertNothingOfLargeIsExported() {
    assertThat(bucket.keys()).isNotEmpty().noneMatch(key -> key.startsWith("large"));
  }

  @Test
  @Order(8)
  void ctrlCWhileANodeLoadsPutsTheDataOfBeforeBack() throws Exception {
    RestoreLab lab = new RestoreLab(LAB);
    String before = lab.digest("a");
    // The snapshot that was broken off is there by now.
    try (Begun begun = begin("--snapshot", broken, "--target", "large-export")) {
      begun.awaitText(RestoreFaultsOnNodesTest.LOADS, SOON);
      begun.interrupt();
      assertThat(begun.awaitEnd(SOON)).as(begun.said()).isEqualTo(ENDED_BY_CTRL_C);
      assertThat(begun.said())
          .contains(
              "error: interrupted; the cluster has its data of before",
              "export large-export: deleted from the bucket")
          .doesNotContain("imported", "left:");
    }
    assertNothingOfLargeIsExported();
    lab.assertHealthyAndClean();
    for (String node : NodeLab.NODES) {
      assertThat(lab.digest(node)).as(node).isEqualTo(before).startsWith(FIRST + " ");
    }
  }

  @Test
  @Order(9)
  void theStacksOwnBucketIsTheDefault() throws Exception {
    String own =
        new JsonMapper()
            .readTree(launchers.lab("pulumi", "--", "stack", "output", "--json").output())
            .path("backups")
            .path("bucket")
            .asText();
    Result plan = run("--replication-group", "shop", "--replace", "--dry-run");
    assertThat(plan.exitCode()).as(plan::all).isZero();
    assertThat(own).isNotEmpty();
    assertThat(plan.output()).contains("s3://" + own + "/shop-import-");
  }
}
