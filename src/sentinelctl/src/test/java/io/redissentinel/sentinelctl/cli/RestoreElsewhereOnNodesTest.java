package io.redissentinel.sentinelctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.redissentinel.sentinelctl.cli.Launchers.Result;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** restore where the append-only file is a folder of several: Redis 7. */
@Tag("nodes")
@Tag("long")
class RestoreElsewhereOnNodesTest {
  private static final String NAME = "lab-restore7";
  private static final int KEYS = 1_000;

  @RegisterExtension static final NodeLab LAB = new NodeLab(NAME, "--redis-version", "7.0.15");

  private final RestoreLab lab = new RestoreLab(NAME);

  @Test
  void aBackupComesBackAndIsStillThereAfterAReboot() throws Exception {
    lab.fill(KEYS);
    String then = lab.digest(lab.master());
    assertThat(then).startsWith(KEYS + 1 + " ");
    assertAppendOnlyFolder();
    JsonNode made = new JsonMapper().readTree(ok("backup", "--output", "json").output());
    assertThat(made.path("redisVersion").asText()).isEqualTo("7.0.15");
    assertThat(made.path("rdbVersion").asInt()).isEqualTo(10);
    assertThat(made.path("keys").asInt()).isEqualTo(KEYS + 1);
    ok("cli", "set", "later", "value");
    ok("cli", "del", "key:0", "key:1");

    Result restored = ok("restore", "--yes", "--replace");
    assertThat(restored.output())
        .startsWith("1,000 keys before, 1,001 now (a 1,001, b 1,001, c 1,001)");
    assertEverywhere(then);
    assertAppendOnlyFolder();
    lab.assertHealthyAndClean();

    // This one is in no snapshot.
    assertThat(
            lab.on(lab.master(), "sh", "-c", "printf 'set after value\\nwait 2 9000' | redis-cli"))
        .isEqualTo("OK\n2");
    String now = lab.digest(lab.master());
    assertThat(now).startsWith(KEYS + 2 + " ");
    for (String node : NodeLab.NODES) {
      lab.on(node, "sh", "-c", ": >/var/log/redis/redis-server.log");
    }
    lab.lab("reboot", "a", "b", "c");
    lab.assertHealthyAndClean();
    assertEverywhere(now);
    assertAppendOnlyFolder();
    assertThat(lab.on(lab.master(), "cat", "/var/log/redis/redis-server.log"))
        .contains("DB loaded from append only file");
  }

  private Result ok(String... command) {
    Result result = lab.ctl(command);
    assertThat(result.exitCode()).as(result::all).isZero();
    return result;
  }

  private void assertEverywhere(String digest) {
    for (String node : NodeLab.NODES) {
      assertThat(lab.digest(node)).as(node).isEqualTo(digest);
    }
  }

  /** Each node writes to its folder, and has no append-only file of the older kind. */
  private void assertAppendOnlyFolder() {
    for (String node : NodeLab.NODES) {
      assertThat(lab.on(node, "sh", "-c", "redis-cli config get appendonly; ls /data/appendonly*"))
          .as(node)
          .contains("yes", ".base.rdb", ".incr.aof", "appendonly.aof.manifest")
          .doesNotContain("/data/appendonly.aof");
    }
  }
}
