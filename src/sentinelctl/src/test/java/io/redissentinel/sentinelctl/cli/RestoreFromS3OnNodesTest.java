package io.redissentinel.sentinelctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.redissentinel.sentinelctl.ExitCode;
import io.redissentinel.sentinelctl.cli.Launchers.Result;
import java.io.IOException;
import java.nio.file.Files;
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

/**
 * Data out of S3 on the nodes of a lab: a new cluster begins with it (restoreFrom), and a running
 * one gets it by restore, out of its own backups and out of a bucket that only the operator may
 * read.
 */
@Tag("nodes")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RestoreFromS3OnNodesTest {
  private static final String LAB = "lab-from-s3";
  private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final int FIRST = 500;
  private static final int OTHER = 300;

  /** Reads the beginning of the data to begin with, as a node does. */
  private static final String FIRST_DATA =
      """
      import sys
      sys.path.insert(0, "/usr/local/lib/redis-node")
      import node, s3
      s3.get_to_file(node.Settings(), "exports", "old/first.rdb", "/tmp/first")
      print(open("/tmp/first", "rb").read(9).decode())
      """;

  private final RestoreLab lab = new RestoreLab(LAB);
  private final LabBucket exports = new LabBucket(LAB, "exports");

  @TempDir private static Path folder;

  private JsonNode older;
  private JsonNode newer;

  @BeforeAll
  void aClusterThatIsToBeginWithAnObject() {
    lab.down();
    lab.lab("pulumi", "--", "config", "set", "restoreFrom", "s3://exports/old/first.rdb");
    exports.create();
  }

  @AfterAll
  void down() {
    lab.down();
  }

  @Test
  @Order(1)
  void aNewClusterWaitsForItsDataAndSaysWhy() throws Exception {
    Path file = ShardFile.write(folder.resolve("first.rdb"), 9, "5.0.6", "first:", FIRST);
    try (Begun up =
        Begun.command(Map.of("LAB_NAME", LAB), ROOT.resolve("bin/lab").toString(), "up")) {
      up.awaitText("the data to begin with, s3://exports/old/first.rdb, is not here", LIMIT);
      assertThat(up.said())
          .contains(
              "it needs s3:GetObject on s3://exports/old/first.rdb", "or there is no such object");
      assertThat(dbsize("a")).as("of a node that waits").isEmpty();
      exports.put("old/first.rdb", file);
      assertThat(up.awaitEnd(LIMIT)).as(up.said()).isZero();
    }
    assertThat(lab.on("a", "cat", "/var/log/redis-node.log"))
        .contains("the cluster begins with 500 keys of s3://exports");
    assertKeys(FIRST);
    assertThat(value("first:499")).isEqualTo("first:499");
    lab.assertHealthyAndClean();
  }

  @Test
  @Order(2)
  void whatIsDeletedStaysDeletedOverARebootOfAllNodes() throws Exception {
    lab.on(lab.master(), "redis-cli", "flushall");
    lab.lab("reboot", "a", "b", "c");
    lab.assertHealthyAndClean();
    assertKeys(0);
  }

  @Test
  @Order(3)
  void oldAndNewBackupsAreMade() throws Exception {
    put("state", "old");
    older = json("backup");
    put("state", "new");
    put("second", "key");
    newer = json("backup");
    put("state", "lost");
    put("third", "key");
    assertThat(newer.path("keys").asInt()).isEqualTo(2);
  }

  @Test
  @Order(4)
  void aDryRunAndARehearsalChangeNothing() {
    Result plan = restore("--replace", "--dry-run");
    assertThat(plan.exitCode()).as(plan::all).isZero();
    assertThat(plan.all()).contains(newer.path("key").asText(), "nothing was changed");
    Result rehearsal = restore("--rehearse");
    assertThat(rehearsal.exitCode()).as(rehearsal::all).isZero();
    assertThat(rehearsal.output()).startsWith(newer.path("key").asText() + ": 2 of 2 keys");
    assertThat(value("state")).isEqualTo("lost");
    assertKeys(3);
  }

  @Test
  @Order(5)
  void theNewestIsTheDefault() {
    assertRestored(2, "new", "--replace");
  }

  @Test
  @Order(6)
  void orTheOneThatWasTheNewestThen() {
    assertRestored(1, "old", "--replace", "--at", older.path("started").asText());
  }

  @Test
  @Order(7)
  void orTheOneThatIsNamed() {
    assertRestored(2, "new", "--replace", "--backup", newer.path("key").asText());
  }

  @Test
  @Order(8)
  void orAFileThatOnlyTheOperatorMayRead() throws Exception {
    Path file = ShardFile.write(folder.resolve("other.rdb"), 9, "5.0.6", "other:", OTHER);
    exports.put("other.rdb", file);
    Result absent = restore("--replace", "--from", "s3://exports/none.rdb");
    assertThat(absent.exitCode()).as(absent::all).isEqualTo(ExitCode.FAILED);
    assertThat(absent.error())
        .contains("nothing was changed: there is no s3://exports/none.rdb in lab-local-1");
    Result result = restore("--replace", "--from", "s3://exports/other.rdb");
    assertThat(result.exitCode()).as(result::all).isZero();
    assertThat(result.all()).doesNotContain("X-Amz-Signature");
    assertKeys(OTHER);
    assertThat(value("other:299")).isEqualTo("other:299");
    lab.assertHealthyAndClean();
  }

  @Test
  @Order(9)
  void aRehearsalOfABackupThatLacksKeysFails() throws Exception {
    JsonNode listed = json("backups");
    ObjectNode manifest = listed.path("backups").get(0).deepCopy();
    manifest.put("keys", 7);
    String key = manifest.path("key").asText();
    new LabBucket(LAB, listed.path("bucket").asText())
        .put(key + ".json", Files.writeString(folder.resolve("manifest"), manifest.toString()));
    Result rehearsal = restore("--rehearse", "--backup", key);
    assertThat(rehearsal.exitCode()).as(rehearsal::all).isEqualTo(ExitCode.FAILED);
    assertThat(rehearsal.all()).contains("2 of 7 keys", "2 keys were loaded, 7 were saved");
    assertKeys(OTHER);
  }

  @Test
  @Order(10)
  void aNodeWithAnEmptyVolumeTakesTheMastersData() throws Exception {
    // The first node, which would ask for the data to begin with, were the cluster new.
    if (lab.master().equals("a")) {
      lab.on("b", "redis-cli", "-p", "26379", "sentinel", "failover", "mymaster");
      NodeLab.await(LIMIT, "other master", lab::master, it -> it.equals("b") || it.equals("c"));
      lab.assertHealthyAndClean();
    }
    String instance = lab.on("a", "cat", "/etc/machine-id");
    lab.on("a", "touch", "/data/of-before");
    lab.lab("lose-volume", "a");
    lab.lab("pulumi", "--", "config", "set", "--path", "rollout[0]", "a");
    lab.lab("pulumi", "--", "up", "--refresh", "--yes", "--skip-preview");
    lab.assertHealthyAndClean();
    assertThat(lab.on("a", "cat", "/etc/machine-id")).isNotEqualTo(instance);
    assertThat(lab.on("a", "ls", "/data")).doesNotContain("of-before");
    assertKeys(OTHER);
    // Nothing but the rule keeps it from the data to begin with: it is told where, and may read it.
    assertThat(lab.on("a", "cat", "/etc/redis-node/node.env"))
        .contains("RESTORE_FROM='s3://exports/old/first.rdb'");
    assertThat(lab.on("a", "python3", "-c", FIRST_DATA)).isEqualTo("REDIS0009");
    assertThat(lab.on("a", "cat", "/var/log/redis-node.log"))
        .contains("this node is replica of")
        .doesNotContain("data to begin with", "the cluster begins with");
    assertThat(lab.on("a", "cat", "/var/log/redis/redis-server.log"))
        .contains("MASTER <-> REPLICA sync: Finished with success")
        .doesNotContain("DB loaded from");
  }

  private Result restore(String... options) {
    List<String> words = new ArrayList<>(List.of("restore", "--yes"));
    words.addAll(List.of(options));
    return lab.ctl(words.toArray(String[]::new));
  }

  private void assertRestored(int keys, String state, String... options) {
    Result result = restore(options);
    assertThat(result.exitCode()).as(result::all).isZero();
    assertKeys(keys);
    assertThat(value("state")).isEqualTo(state);
  }

  private void assertKeys(int count) {
    for (String node : NodeLab.NODES) {
      assertThat(dbsize(node)).as(node).isEqualTo(Integer.toString(count));
    }
  }

  /** Empty where no server answers. */
  private String dbsize(String node) {
    return new Launchers(LAB).lab("exec", node, "--", "redis-cli", "dbsize").output().strip();
  }

  private String value(String key) {
    return lab.on("c", "redis-cli", "get", key);
  }

  private void put(String key, String value) {
    Result result = lab.ctl("cli", "set", key, value);
    assertThat(result.exitCode()).as(result::all).isZero();
  }

  private JsonNode json(String command) throws IOException {
    Result result = lab.ctl(command, "--output", "json");
    assertThat(result.exitCode()).as(result::all).isZero();
    return new JsonMapper().readTree(result.output());
  }
}
