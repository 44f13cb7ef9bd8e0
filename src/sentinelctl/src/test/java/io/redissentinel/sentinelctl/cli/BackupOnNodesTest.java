package io.redissentinel.sentinelctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.redissentinel.sentinelctl.ExitCode;
import io.redissentinel.sentinelctl.cli.Launchers.Result;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
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
import org.junit.jupiter.params.provider.EnumSource;

/** Backups of a lab's nodes, into the bucket that the stack has made. */
@Tag("nodes")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BackupOnNodesTest {
  private static final String LAB = "lab-backup";
  private static final Duration TWO_SCHEDULED = Duration.ofMinutes(4);
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final int KEYS = 200_000;

  private final Launchers launchers = new Launchers(LAB);
  private final RestoreLab lab = new RestoreLab(LAB);

  @TempDir private Path folder;

  private String master;
  private LabBucket bucket;
  private List<String> objects;

  @BeforeAll
  void up() {
    launchers.lab("down", "--force");
    Result up = launchers.lab("up");
    assertThat(up.exitCode()).as(up::all).isZero();
  }

  @AfterAll
  void down() {
    launchers.lab("down", "--force");
  }

  @Test
  @Order(1)
  void aNewClusterHasNoneDueYet() throws IOException {
    assertThat(launchers.ctl("status").output()).contains("backups every 6h: none made yet");
    assertThat(launchers.ctl("verify").output()).containsPattern("passed +backups.*none due yet");
    assertThat(launchers.ctl("backups").output()).startsWith("no backups yet in s3://");
    assertThat(json("backups").path("backups")).isEmpty();
  }

  @Test
  @Order(2)
  void oneByHandIsMadeByAReplicaAndListed() throws IOException {
    for (int i = 0; i < 3; i++) {
      launchers.ctl("cli", "set", "key:" + i, "value");
    }
    JsonNode made = json("backup");
    assertThat(made.path("node").asText()).isIn("b", "c");
    assertThat(made.path("keys").asInt()).isEqualTo(3);
    assertThat(made.path("key").asText())
        .matches(".*/\\d{4}/\\d\\d/\\d\\d/\\d{8}T\\d{6}Z-[bc].rdb");
    JsonNode listed = json("backups");
    assertThat(listed.path("backups").get(0).path("key")).isEqualTo(made.path("key"));
    assertThat(listed.path("backups").get(0).path("sha256").asText()).hasSize(64);
    assertThat(launchers.ctl("status").output())
        .containsPattern("backups every 6h: last .* by [bc], 3 keys");
    assertThat(launchers.ctl("verify").output()).containsPattern("passed +backups.*the newest is");
    assertThat(onNode(made.path("node").asText(), "ls -A /data/.redis-node/backup"))
        .as("what is left of it")
        .isEmpty();
  }

  @Test
  @Order(3)
  void theMasterDoesItWhenToldTo() {
    Result result = launchers.ctl("backup", "-n", "master");
    assertThat(result.exitCode()).as(result::all).isZero();
    assertThat(result.error()).contains("this node is the master");
    assertThat(result.output()).contains("-a.rdb", "3 keys");
  }

  @Test
  @Order(4)
  void theBucketHasTheRuleThatDeletesOldOnes() throws Exception {
    String rules = new LabRights(LAB, folder).lifecycle(json("backups").path("bucket").asText());
    assertThat(rules).contains("<Status>Enabled</Status>", "<Days>30</Days>");
    assertThat(rules).contains("AbortIncompleteMultipartUpload");
  }

  @Test
  @Order(5)
  void theScheduleFiresOnOneNodeAtATime() throws Exception {
    every("1m");
    int before = json("backups").path("total").asInt();
    JsonNode listed = await(it -> it.path("total").asInt() >= before + 2, TWO_SCHEDULED);
    assertThat(listed.path("backups").get(0).path("node").asText()).isEqualTo("b");
    String newest = listed.path("backups").get(0).path("key").asText();
    String minute = newest.replaceAll(".*/(\\d{8}T\\d{4})\\d\\dZ-.*", "$1");
    assertThat(listed.path("backups"))
        .filteredOn(it -> it.path("key").asText().contains("/" + minute))
        .as("of one minute")
        .hasSize(1);
  }

  @Test
  @Order(6)
  void anotherNodeDoesItWhenTheFirstIsDown() throws Exception {
    launchers.lab("kill", "b");
    await(it -> it.path("backups").get(0).path("node").asText().equals("c"), TWO_SCHEDULED);
    launchers.lab("start", "b");
    every("6h");
    Result verify = launchers.ctl("status");
    assertThat(verify.output()).contains("backups every 6h: last");
  }

  @Test
  @Order(7)
  void aFailoverInTheMiddleOfOneCostsNoBackup() throws Exception {
    backUpThrough(Failover.TO_THE_ONE_AT_WORK);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "TO_THE_ONE_AT_WORK")
  @Tag("long")
  @Order(8)
  void norDoOtherFailovers(Failover failover) throws Exception {
    backUpThrough(failover);
  }

  private void backUpThrough(Failover failover) throws Exception {
    if (bucket == null) {
      moreData();
    }
    String maker = master.equals("c") ? "b" : "c";
    String said;
    try (HeldBackup backup = HeldBackup.begin(LAB, maker)) {
      master = failover.run(lab, master, maker);
      said = backup.goOn();
    }
    if (failover == Failover.WITH_A_FULL_SYNCHRONISATION) {
      assertThat(said).contains("a full synchronisation came between: once more");
    }
    Result rehearsal = launchers.ctl("restore", "--rehearse", "--yes");
    assertThat(rehearsal.exitCode()).as(rehearsal::all).isZero();
    assertThat(rehearsal.output()).contains("-" + maker + ".rdb: 200,001 of 200,001 keys");
    assertNewInTheBucket(rehearsal.output().replaceAll("(?s)\\.rdb: .*", ""));
    NodeLab.await(
        SOON, "whole cluster", () -> launchers.ctl("verify"), verify -> verify.exitCode() == 0);
  }

  /** Of which a snapshot takes its time. */
  private void moreData() throws Exception {
    master = lab.master();
    lab.on(master, "redis-cli", "flushall");
    lab.fill(KEYS);
    bucket = new LabBucket(LAB, json("backups").path("bucket").asText());
    objects = bucket.keys();
  }

  /** A backup and nothing else, but for the marker that every attempt leaves. */
  private void assertNewInTheBucket(String backup) {
    List<String> now = bucket.keys();
    assertThat(now)
        .filteredOn(object -> !objects.contains(object))
        .containsExactlyInAnyOrder(backup + ".rdb", backup + ".rdb.json", backup + ".started");
    objects = now;
  }

  @Test
  @Order(9)
  void aFullDiskIsRefusedWithTheNumbers() throws Exception {
    onNode(
        "c", "fallocate -l $(($(df --output=avail -B1 /data | tail -1) - 8388608)) /data/filler");
    Result refused = launchers.ctl("backup", "-n", "c");
    assertThat(refused.exitCode()).as(refused::all).isEqualTo(ExitCode.FAILED);
    assertThat(refused.error())
        .contains("c (10.77.3.10): no backup: no room for a snapshot: /data has", "MiB free");
    fails("no room for a snapshot");
    onNode("c", "rm /data/filler");
    heals();
  }

  @Test
  @Order(10)
  void aMissingRightIsNamedByStatusAndVerify() throws Exception {
    LabRights rights = new LabRights(LAB, folder);
    rights.deny();
    Result refused = launchers.ctl("backup", "-n", "c");
    assertThat(refused.exitCode()).as(refused::all).isEqualTo(ExitCode.FAILED);
    assertThat(refused.error()).contains("it needs s3:PutObject on s3://");
    fails("it needs s3:PutObject on s3://");
    Result list = launchers.ctl("backups");
    assertThat(list.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(list.error()).contains("it needs s3:ListBucket on arn:aws:s3:::");
    rights.allow();
    heals();
  }

  @Test
  @Order(11)
  void withoutBackupsTheTimerStops() throws Exception {
    assertThat(onNode("b", "systemctl is-active redis-node-backup.timer")).isEqualTo("active\n");
    configure("backups", "false");
    eventually(
        () -> onNode("b", "systemctl is-active redis-node-backup.timer").equals("inactive\n"));
    Result refused = launchers.ctl("backup");
    assertThat(refused.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(refused.error()).contains("no backups are configured for this cluster");
    assertThat(launchers.ctl("status").output()).contains("backups: none configured");
    assertThat(launchers.ctl("verify").output())
        .containsPattern("not checkable +backups.*none are configured");
  }

  /** status and verify say so. */
  private void fails(String reason) {
    assertThat(launchers.ctl("status").output()).contains("backups FAIL on c", reason);
    Result verify = launchers.ctl("verify");
    assertThat(verify.exitCode()).as(verify::all).isEqualTo(ExitCode.UNHEALTHY);
    assertThat(verify.output()).containsPattern("FAILED +backups").contains(reason);
  }

  private void heals() {
    Result made = launchers.ctl("backup", "-n", "c");
    assertThat(made.exitCode()).as(made::all).isZero();
    assertThat(launchers.ctl("status").output()).doesNotContain("backups FAIL");
    assertThat(launchers.ctl("verify").output()).containsPattern("passed +backups");
  }

  private void every(String time) throws Exception {
    configure("backupEvery", time);
    eventually(
        () -> launchers.ctl("status").output().contains("backups every %s:".formatted(time)));
  }

  private void configure(String key, String value) {
    launchers.lab("pulumi", "--", "config", "set", key, value);
    Result up = launchers.lab("pulumi", "--", "up", "--yes", "--skip-preview");
    assertThat(up.exitCode()).as(up::all).isZero();
  }

  private interface Condition {
    boolean holds() throws Exception;
  }

  private static void eventually(Condition condition) throws Exception {
    long end = System.nanoTime() + SOON.toNanos();
    while (!condition.holds()) {
      assertThat(System.nanoTime()).as("not within %s", SOON).isLessThan(end);
      Thread.sleep(500);
    }
  }

  private JsonNode await(Predicate<JsonNode> wanted, Duration limit) throws Exception {
    long end = System.nanoTime() + limit.toNanos();
    JsonNode listed = json("backups");
    while (!wanted.test(listed)) {
      assertThat(System.nanoTime()).as("within %s: %s", limit, listed).isLessThan(end);
      Thread.sleep(2000);
      listed = json("backups");
    }
    return listed;
  }

  private JsonNode json(String command) throws IOException {
    Result result = launchers.ctl(command, "--output", "json");
    assertThat(result.exitCode()).as(result::all).isZero();
    return new JsonMapper().readTree(result.output());
  }

  private String onNode(String node, String script) {
    return launchers.lab("exec", node, "--", "sh", "-c", script).output();
  }
}
