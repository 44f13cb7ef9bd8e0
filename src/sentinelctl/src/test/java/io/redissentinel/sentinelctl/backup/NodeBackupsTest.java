package io.redissentinel.sentinelctl.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.redissentinel.sentinelctl.handover.Looks;
import io.redissentinel.sentinelctl.ssh.NodeShell;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class NodeBackupsTest {
  private static final String MANIFEST =
      """
      {"key": "p/redis/2026/11/24/20261124T120000Z-b.rdb", "cluster": "redis", "node": "b", "redisVersion": "5.0.6", "rdbVersion": 9, "started": "2026-11-24T12:00:00Z", "finished": "2026-11-24T12:00:15Z", "bytes": 500000000, "sha256": "ab", "keys": 12, "expires": 3, "usedMemory": 5000, "offset": 76, "seconds": {"snapshot": 5.0, "check": 2.5, "upload": 7.5}}""";

  private final ByteArrayOutputStream progress = new ByteArrayOutputStream();

  private NodeBackups node(String arguments, int code, String stdout, String stderr) {
    NodeShell shell = mock();
    when(shell.node()).thenReturn(Looks.B);
    when(shell.stream(eq("sudo -n redis-node-backup " + arguments), any(), any(), any()))
        .thenAnswer(
            call -> {
              call.<OutputStream>getArgument(2).write(stdout.getBytes(StandardCharsets.UTF_8));
              call.<OutputStream>getArgument(3).write(stderr.getBytes(StandardCharsets.UTF_8));
              return code;
            });
    return new NodeBackups(shell);
  }

  @Test
  void theManifestIsTheLastLine() {
    Manifest manifest = node("run", 0, "something\n" + MANIFEST + "\n", "begun\n").make(progress);
    assertThat(manifest.keys()).isEqualTo(12);
    assertThat(manifest.seconds().total()).isEqualTo(15);
    assertThat(manifest.secondsPerGb()).isEqualTo(30);
    assertThat(progress).hasToString("begun\n");
  }

  @Test
  void theNodesReasonIsTheError() {
    assertThatThrownBy(
            () -> node("run", 1, "{\"error\": \"no room for a snapshot\"}\n", "x").make(progress))
        .hasMessage("b (10.0.2.10): no backup: no room for a snapshot");
  }

  @Test
  void aNodeOfAnEarlierReleaseSaysWhatToDo() {
    assertThatThrownBy(() -> node("run", 127, "", "not found").make(progress))
        .hasMessageContaining("an earlier release")
        .hasMessageContaining("sentinelctl roll");
    assertThatThrownBy(() -> node("run", 1, "", "sudo: a password is required").make(progress))
        .hasMessageContaining("exit code 1");
  }

  @Test
  void whatIsNoAnswerIsAnError() {
    assertThatThrownBy(() -> node("run", 0, "{\"key", "").make(progress))
        .hasMessageContaining("no answer that can be read");
  }

  @Test
  void theListIsRead() {
    Listed listed =
        node(
                "list --limit 1",
                0,
                """
                {"bucket": "bkt", "prefix": "p/", "every": "6h", "total": 2, "backups": [%s]}
                """
                    .formatted(MANIFEST),
                "")
            .list(1);
    assertThat(listed.total()).isEqualTo(2);
    assertThat(listed.backups()).extracting(Manifest::node).containsExactly("b");
  }
}
