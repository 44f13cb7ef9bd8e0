package io.redissentinel.sentinelctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** rotate-password where the password is in SSM, and Redis has access lists: 6.2. */
@Tag("nodes")
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RotateElsewhereOnNodesTest {
  private static final Duration A_ROTATION = Duration.ofMinutes(4);

  @TempDir private static Path folder;
  private RotateLab lab;

  @BeforeAll
  void up() {
    lab = new RotateLab("lab-rotate", folder);
    lab.down();
    RotateLab.ok(lab.launchers.lab("pulumi", "--", "config", "set", "passwordStore", "ssm"));
    lab.up("--redis-version", "6.2.14");
  }

  @AfterAll
  void down() {
    lab.down();
  }

  @Test
  void rotationsGoOnAsInSecretsManager() throws Exception {
    lab.remember();
    String first = lab.password("a");
    String epoch = lab.epoch();
    try (Begun writer = lab.writer()) {
      RotateLab.ok(lab.launchers.ctl("rotate-password", "--yes"));
      lab.tellClients();
      lab.assertNothingLost(writer);
    }
    lab.assertRotated();
    lab.assertNothingTold();
    lab.assertTheStackShowsIt();

    lab.remember();
    String second = lab.password("a");
    assertThat(second).isNotEqualTo(first);
    lab.slowSentinel("c", 6);
    try (Begun rotation = lab.rotation()) {
      rotation.awaitText("restart redis-sentinel on c", A_ROTATION);
      rotation.interrupt();
      rotation.awaitEnd(A_ROTATION);
    }
    lab.slowSentinel("c", 0);
    // Among the sentinels it brings them to the end first; in SSM nothing is promoted after that.
    RotateLab.ok(lab.launchers.ctl("rotate-password", "--yes"));
    lab.assertRotated();
    lab.assertNothingTold();
    assertThat(lab.epoch()).isEqualTo(epoch);
    RotateLab.ok(lab.launchers.lab("reboot", "b"));
    lab.awaitReady("b");
    assertThat(lab.password("b")).isEqualTo(lab.password("a"));
    RotateLab.ok(lab.launchers.ctl("verify"));
  }
}
