package io.redissentinel.sentinelctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.redissentinel.sentinelctl.cli.Launchers.Result;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** What takes long: nodes that go away while a restore is under way, and other settings. */
@Tag("nodes")
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RestoreFaultsOnNodesTest {
  private static final int KEYS = 1_000_000;
  static final String LOADS = "redis-server loads";

  private final RestoreLab lab = new RestoreLab("lab-restore");

  private Path folder;
  private Path file;
  private String exported;
  private String before;

  @BeforeAll
  void aClusterWithLittleDataAndACopyOfMuch(@TempDir Path made) throws Exception {
    folder = made;
    lab.up();
    file = folder.resolve("million.rdb");
    lab.fill(KEYS);
    exported = lab.digest(lab.master());
    lab.export(file);
    lab.on(lab.master(), "redis-cli", "flushall", "async");
    lab.fill(1_000);
    before = lab.digest(lab.master());
  }

  @AfterAll
  void down() {
    lab.down();
  }

  @Test
  @Order(1)
  void aMasterThatFailsInTheMiddleIsFailedOverAndNothingIsLoaded() throws Exception {
    String master = lab.master();
    try (Begun restore = lab.restore("--replace", "--file", file.toString())) {
      restore.awaitText(LOADS, RestoreLab.LIMIT);
      lab.lab("kill", master);
      assertThat(restore.awaitEnd(RestoreLab.LIMIT)).as(restore.said()).isNotZero();
    }
    lab.lab("start", master);
    assertAsBefore();
  }

  @Test
  @Order(2)
  void aNodeThatIsPoweredOffInTheMiddleHasItsOldDataWhenItIsBack() throws Exception {
    try (Begun restore = lab.restore("--replace", "--file", file.toString())) {
      restore.awaitText(LOADS, RestoreLab.LIMIT);
      String loading = RestoreOnNodesTest.loading(restore);
      lab.lab("kill", loading);
      // It waits for the node, to see that everything is back.
      lab.lab("start", loading);
      assertThat(restore.awaitEnd(RestoreLab.LIMIT)).as(restore.said()).isNotZero();
    }
    assertAsBefore();
  }

  @Test
  @Order(3)
  void aFullDiskIsSaidBeforeAnythingIsTouched() throws Exception {
    String[] nodes = {"a", "b", "c"};
    for (String node : nodes) {
      lab.on(
          node,
          "sh",
          "-c",
          "fallocate -l $(($(df --output=avail -k /data | tail -1) - 90000))k /data/ballast");
    }
    Result result = lab.ctl("restore", "--file", file.toString(), "--yes", "--replace");
    for (String node : nodes) {
      lab.on(node, "rm", "/data/ballast");
    }
    assertThat(result.exitCode()).as(result::all).isNotZero();
    assertThat(result.all())
        .contains("MiB are free on /data", "the cluster and its data were not touched");
    assertAsBefore();
  }

  @Test
  @Order(4)
  void withoutAnAppendOnlyFileItIsTheSame() throws Exception {
    assertThat(lab.ctl("config", "set", "appendOnly", "false").exitCode()).isZero();
    Result result = lab.ctl("restore", "--file", file.toString(), "--yes", "--replace");
    assertThat(result.exitCode()).as(result::all).isZero();
    for (String node : new String[] {"a", "b", "c"}) {
      assertThat(lab.digest(node)).as(node).isEqualTo(exported);
      assertThat(lab.on(node, "redis-cli", "config", "get", "appendonly")).endsWith("no");
    }
    lab.assertHealthyAndClean();
  }

  private void assertAsBefore() throws Exception {
    lab.assertHealthyAndClean();
    for (String node : new String[] {"a", "b", "c"}) {
      assertThat(lab.digest(node)).as(node).isEqualTo(before);
    }
  }
}
