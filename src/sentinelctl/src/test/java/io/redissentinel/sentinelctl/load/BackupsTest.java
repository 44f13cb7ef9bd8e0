package io.redissentinel.sentinelctl.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.redissentinel.sentinelctl.handover.Looks;
import io.redissentinel.sentinelctl.ssh.NodeShell;
import io.redissentinel.sentinelctl.ssh.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class BackupsTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final String LIST =
      """
      {"bucket": "redis-backups", "prefix": "", "every": "6h", "backups": [
      """
              .strip()
          + """
          {"key": "r/3.rdb", "started": "2026-11-24T12:00:00Z", "keys": 3, "bytes": 9, "sha256": "x"},\
          {"key": "r/2.rdb", "started": "2026-11-24T06:00:00Z", "keys": 2, "bytes": 9}]}
          """;

  private final NodeShell shell = mock();

  @BeforeEach
  void node() {
    when(shell.node()).thenReturn(Looks.B);
  }

  private void says(int code, String stdout) {
    when(shell.run(anyString(), any(), any())).thenReturn(new Result(code, stdout, "progress"));
  }

  private String chosen(Optional<Instant> at) {
    return Backups.of(shell, LIMIT).choose(at).key();
  }

  @Test
  void theNewestOneIsChosen() {
    says(0, "something else\n" + LIST);
    assertThat(chosen(Optional.empty())).isEqualTo("r/3.rdb");
    verify(shell).run("sudo -n redis-node-backup list", "", LIMIT);
  }

  @Test
  void orTheNewestThatIsNotAfterAMoment() {
    says(0, LIST);
    assertThat(chosen(Optional.of(Instant.parse("2026-11-24T11:59:59Z")))).isEqualTo("r/2.rdb");
    assertThat(chosen(Optional.of(Instant.parse("2026-11-24T12:00:00Z")))).isEqualTo("r/3.rdb");
    assertThatThrownBy(() -> chosen(Optional.of(Instant.parse("2026-11-24T01:00:00Z"))))
        .hasMessageContaining("no backup in redis-backups that is not after 2026-11-24T01:00:00Z")
        .hasMessageContaining("the oldest is of 2026-11-24T06:00:00Z");
  }

  @Test
  void noneAtAllIsSaid() {
    says(0, "{\"bucket\": \"redis-backups\", \"backups\": []}");
    assertThatThrownBy(() -> chosen(Optional.empty()))
        .hasMessageContaining("there is no backup in redis-backups; `sentinelctl backups`");
  }

  @Test
  void whatTheNodeSaysOfAFailureIsHandedOn() {
    says(1, "{\"error\": \"this cluster has no bucket for backups\"}");
    assertThatThrownBy(() -> Backups.of(shell, LIMIT))
        .hasMessage("b (10.0.2.10): this cluster has no bucket for backups");
    says(127, "");
    assertThatThrownBy(() -> Backups.of(shell, LIMIT))
        .hasMessageContaining("`sudo -n redis-node-backup list`: exit code 127: progress");
  }

  @Test
  void aRehearsalSaysWhetherAllWasThere() {
    says(
        0,
        "{\"key\": \"r/3.rdb\", \"keys\": 2, \"expectedKeys\": 3, \"bytes\": 9, \"matches\": false, \"seconds\": {\"load\": 1.5}}");
    Backups.Rehearsal done = Backups.rehearse(shell, "r/3.rdb", LIMIT);
    assertThat(done.matches()).isFalse();
    assertThat(done.seconds()).hasToString("{\"load\":1.5}");
    verify(shell).run("sudo -n redis-node-backup rehearse --key 'r/3.rdb'", "", LIMIT);
  }
}
