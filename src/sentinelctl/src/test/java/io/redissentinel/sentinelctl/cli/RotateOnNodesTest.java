package io.redissentinel.sentinelctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** rotate-password on the nodes of a lab: Redis 5, Secrets Manager. */
@Tag("nodes")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RotateOnNodesTest {
  private static final Duration A_ROTATION = Duration.ofMinutes(4);

  @TempDir private static Path folder;
  private RotateLab lab;

  @BeforeAll
  void up() {
    lab = new RotateLab("lab-rotate", folder);
    lab.down();
    lab.up();
  }

  @AfterAll
  void down() {
    lab.down();
  }

  @Test
  @Order(1)
  void underLoadNothingIsLostAndNobodyFailsOver() throws Exception {
    lab.remember();
    String before = lab.password("a");
    String epoch = lab.epoch();
    String master = lab.status().path("master").asText();
    try (Begun writer = lab.writer()) {
      long begin = System.nanoTime();
      var result = RotateLab.ok(lab.launchers.ctl("rotate-password", "--yes"));
      System.out.printf(
          "rotation of three nodes, with the start of everything: %.1f s%n%s",
          (System.nanoTime() - begin) / 1e9, result.error());
      assertThat(result.output()).contains("new ones need the new password");
      lab.tellClients();
      lab.assertNothingLost(writer);
    }
    assertThat(lab.password("a")).isNotEqualTo(before);
    assertThat(lab.epoch()).isEqualTo(epoch);
    assertThat(lab.status().path("master").asText()).isEqualTo(master);
    lab.assertRotated();
    lab.assertNothingTold();
    lab.assertTheStackShowsIt();
    RotateLab.ok(lab.launchers.ctl("verify"));
  }

  @Test
  @Order(2)
  void ctrlCInTheMiddleARebootAndOnAgain() throws Exception {
    lab.remember();
    String epoch = lab.epoch();
    try (Begun writer = lab.writer()) {
      lab.slowSentinel("c", 6);
      try (Begun rotation = lab.rotation()) {
        rotation.awaitText("restart redis-sentinel on c", A_ROTATION);
        rotation.interrupt();
        assertThat(rotation.awaitEnd(A_ROTATION)).as(rotation.said()).isNotZero();
        assertThat(rotation.said()).contains("`sentinelctl rotate-password` goes on from here");
      }
      lab.slowSentinel("c", 0);
      assertThat(lab.launchers.ctl("verify").output())
          .contains("FAILED         stored password", "a rotation is under way");
      assertThat(lab.status().path("healthy").asBoolean()).isTrue();
      assertThat(lab.launchers.ctl("status").output()).contains("rotation of the password");

      lab.on("b", "cp /run/password-before /data/keep");
      RotateLab.ok(lab.launchers.lab("reboot", "b"));
      lab.awaitReady("b");
      lab.on("b", "mv /data/keep /run/password-before");
      assertThat(lab.password("b")).as("what its peers have").isEqualTo(lab.password("a"));

      RotateLab.ok(lab.launchers.ctl("rotate-password", "--yes"));
      lab.tellClients();
      lab.assertNothingLost(writer);
    }
    assertThat(lab.epoch()).isEqualTo(epoch);
    lab.assertRotated();
    lab.assertNothingTold();
  }

  @Test
  @Order(3)
  void abandonGoesBackFromTheMiddle() throws Exception {
    lab.remember();
    String before = lab.password("a");
    lab.slowSentinel("c", 6);
    try (Begun rotation = lab.rotation()) {
      rotation.awaitText("restart redis-sentinel on c", A_ROTATION);
      rotation.interrupt();
      rotation.awaitEnd(A_ROTATION);
    }
    lab.slowSentinel("c", 0);
    assertThat(lab.password("a")).isNotEqualTo(before);
    RotateLab.ok(lab.launchers.ctl("rotate-password", "--yes", "--abandon"));
    for (String node : RotateLab.NODES) {
      assertThat(lab.password(node)).isEqualTo(before);
      assertThat(lab.on(node, "redis-node-rotate look")).isEqualTo("same");
    }
    assertThat(lab.status().path("healthy").asBoolean()).isTrue();
    assertThat(lab.launchers.ctl("rotate-password", "--yes", "--abandon").error())
        .contains("no rotation is under way");
  }

  @Test
  @Order(4)
  void aMasterThatDiesInTheMiddleIsFailedOver() throws Exception {
    lab.remember();
    String master = lab.status().path("master").asText();
    // The last but the master's own: until it is back no two sentinels have the same password.
    String slow = master.equals("c") ? "b" : "c";
    lab.slowSentinel(slow, 10);
    try (Begun rotation = lab.rotation()) {
      rotation.awaitText("restart redis-sentinel on " + slow, A_ROTATION);
      RotateLab.ok(lab.launchers.lab("kill", master));
      rotation.awaitText("waiting: " + master, A_ROTATION);
      lab.slowSentinel(slow, 0);
      RotateLab.ok(lab.launchers.lab("start", master));
      assertThat(rotation.awaitEnd(A_ROTATION)).as(rotation.said()).isZero();
    }
    assertThat(lab.status().path("master").asText()).isNotEqualTo(master);
    lab.on(master, "true");
    assertThat(lab.password(master)).isEqualTo(lab.password(slow));
    assertThat(lab.status().path("healthy").asBoolean()).isTrue();
  }

  @Test
  @Order(5)
  void aNewInstanceComesUpWithTheNewOne() throws Exception {
    RotateLab.ok(lab.launchers.lab("terminate", "c"));
    RotateLab.ok(lab.launchers.lab("pulumi", "--", "up", "--refresh", "--yes", "--skip-preview"));
    lab.awaitReady("c");
    assertThat(lab.password("c")).isEqualTo(lab.password("a"));
    RotateLab.ok(lab.launchers.ctl("verify"));
  }
}
