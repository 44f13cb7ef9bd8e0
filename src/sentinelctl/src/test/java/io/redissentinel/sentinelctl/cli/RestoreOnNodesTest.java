package io.redissentinel.sentinelctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.redissentinel.sentinelctl.ExitCode;
import io.redissentinel.sentinelctl.cli.Launchers.Result;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * restore on the nodes of a lab, from a file. Whatever goes wrong, the data of before is there
 * afterwards, all of it, and the cluster is in order.
 */
@Tag("nodes")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RestoreOnNodesTest {
  private static final int KEYS = 1_000_000;

  private final RestoreLab lab = new RestoreLab("lab-restore");

  private Path folder;
  private Path file;
  private String exported;
  private String before;

  @BeforeAll
  void aClusterWithDataOfWhichThereIsACopy(@TempDir Path made) throws Exception {
    folder = made;
    lab.up();
    file = folder.resolve("million.rdb");
    lab.fill(KEYS);
    exported = lab.digest(lab.master());
    assertThat(exported).startsWith((KEYS + 1) + " ");
    lab.export(file);
    lab.on(lab.master(), "redis-cli", "flushall", "async");
  }

  @AfterAll
  void down() {
    lab.down();
  }

  @Test
  @Order(1)
  void everyKeyOfEveryTypeComesBackWithItsTimeToLive() throws Exception {
    String master = lab.master();
    Result result = lab.ctl("restore", "--file", file.toString(), "--yes");
    assertThat(result.exitCode()).as(result::all).isZero();
    assertThat(result.output())
        .startsWith("0 keys before, 1,000,001 now (a 1,000,001, b 1,000,001");
    System.out.println(result.all());
    assertThat(lab.master()).isNotEqualTo(master);
    for (String node : new String[] {"a", "b", "c"}) {
      assertThat(lab.digest(node)).as(node).isEqualTo(exported);
    }
    assertThat(lab.on(lab.master(), "redis-cli", "config", "get", "appendonly")).endsWith("yes");
    lab.assertHealthyAndClean();
  }

  /** What the rows below restore over; less, so that it can be told apart. */
  @Test
  @Order(2)
  void otherData() {
    lab.on(lab.master(), "redis-cli", "flushall", "async");
    lab.fill(1_000);
    before = lab.digest(lab.master());
  }

  @Test
  @Order(3)
  void dataIsNotReplacedUnlessThatIsSaid() throws Exception {
    Result result = lab.ctl("restore", "--file", file.toString(), "--yes");
    assertThat(result.exitCode()).as(result::all).isEqualTo(ExitCode.USAGE);
    assertThat(result.all()).contains("holds 1,001 keys, which would be lost; --replace");
    assertAsBefore();
  }

  @Test
  @Order(3)
  void aFileThatCannotBeReadIsRefusedAndSaysWhy() throws Exception {
    byte[] whole = Files.readAllBytes(file);
    assertRefused("later.rdb", with(whole, 5, "0011"), "has RDB version 11, and Redis 5");
    assertRefused("cut.rdb", Arrays.copyOf(whole, whole.length / 2), "is not whole");
    byte[] flipped = whole.clone();
    flipped[whole.length - 4] ^= 1;
    assertRefused("flipped.rdb", flipped, "is not whole");
    assertRefused("text.rdb", "no such thing".getBytes(StandardCharsets.UTF_8), "is no RDB file");
    assertAsBefore();
  }

  @ParameterizedTest
  @ValueSource(strings = {"fetches", "checking", "refuses writes", "redis-server loads"})
  @Order(4)
  void ctrlCInEachPhaseUndoes(String phase) throws Exception {
    try (Begun restore = lab.restore("--replace", "--file", file.toString())) {
      restore.awaitText(phase, RestoreLab.LIMIT);
      restore.interrupt();
      assertThat(restore.awaitEnd(RestoreLab.LIMIT)).as(restore.said()).isNotZero();
      assertThat(restore.said())
          .contains("interrupted")
          .containsAnyOf("were not touched", "the cluster has its data of before");
    }
    assertAsBefore();
  }

  @Test
  @Order(5)
  void aKilledLoadIsUndoneByTheNodeItself() throws Exception {
    try (Begun restore = lab.restore("--replace", "--file", file.toString())) {
      restore.awaitText("redis-server loads", RestoreLab.LIMIT);
      lab.on(loading(restore), "systemctl", "kill", "-s", "KILL", "redis-node-load.service");
      assertThat(restore.awaitEnd(RestoreLab.LIMIT)).as(restore.said()).isNotZero();
    }
    assertAsBefore();
  }

  @Test
  @Order(6)
  void withReplaceTheOldDataGoes() throws Exception {
    Result result = lab.ctl("restore", "--file", file.toString(), "--yes", "--replace");
    assertThat(result.exitCode()).as(result::all).isZero();
    assertThat(result.output()).startsWith("1,001 keys before, 1,000,001 now");
    assertThat(lab.digest("a")).isEqualTo(exported);
    lab.assertHealthyAndClean();
  }

  private void assertAsBefore() throws Exception {
    lab.assertHealthyAndClean();
    for (String node : new String[] {"a", "b", "c"}) {
      assertThat(lab.digest(node)).as(node).isEqualTo(before);
    }
  }

  private void assertRefused(String name, byte[] content, String why) throws Exception {
    Path bad = Files.write(folder.resolve(name), content);
    Result result = lab.ctl("restore", "--file", bad.toString(), "--yes", "--replace");
    assertThat(result.exitCode()).as(result::all).isEqualTo(ExitCode.FAILED);
    assertThat(result.all()).contains(why, "the cluster and its data were not touched");
  }

  /** The node that the command's progress says loads. */
  static String loading(Begun restore) throws Exception {
    String said = restore.said();
    int position = said.indexOf(": redis-server loads");
    return said.substring(position - 1, position);
  }

  private static byte[] with(byte[] bytes, int position, String text) {
    byte[] changed = bytes.clone();
    System.arraycopy(text.getBytes(StandardCharsets.UTF_8), 0, changed, position, text.length());
    return changed;
  }
}
