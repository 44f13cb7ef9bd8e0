package io.redissentinel.sentinelctl.handover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.contains;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.redissentinel.sentinelctl.CtlException;
import io.redissentinel.sentinelctl.ExitCode;
import io.redissentinel.sentinelctl.ssh.NodeShell;
import io.redissentinel.sentinelctl.ssh.Result;
import io.redissentinel.sentinelctl.ssh.Shells;
import org.junit.jupiter.api.Test;

final class HandoverTest {
  private static HandoverResult answering(int code, String stdout, String stderr) {
    NodeShell shell = mock();
    Shells shells = mock();
    when(shells.of(Looks.B)).thenReturn(shell);
    when(shell.run(eq("sudo -n python3 -"), contains("SENTINEL\", \"FAILOVER"), any()))
        .thenReturn(new Result(code, stdout, stderr));
    return new Handover(shells).to(Looks.B);
  }

  @Test
  void itsResultIsWhatTheScriptSays() {
    HandoverResult result =
        answering(
            0,
            """
            {"from": "a", "to": "b", "refusedMillis": 361, "failoverMillis": 443, "lostBytes": 0, "warnings": []}
            """,
            "healthy; preparing\n");
    assertThat(result.to()).isEqualTo("b");
    assertThat(result)
        .hasToString(
            "b is master, a is its replica; writes were refused for 0.36 s, none was lost");
  }

  @Test
  void whatIsLostIsAFailure() {
    assertThatThrownBy(
            () ->
                answering(
                    0,
                    """
                    {"from": "a", "to": "b", "refusedMillis": 3, "failoverMillis": 4, "lostBytes": 17, "warnings": []}
                    """,
                    ""))
        .hasMessageContaining("lacks the last 17 bytes");
  }

  @Test
  void anUnhealthyClusterIsLeftAlone() {
    assertThatThrownBy(
            () ->
                answering(
                    1,
                    """
                    {"error": "replica 10.0.3.10 is wait_bgsave", "promoted": false, "warnings": []}
                    """,
                    ""))
        .isInstanceOfSatisfying(
            CtlException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.UNHEALTHY))
        .hasMessageContaining("replica 10.0.3.10 is wait_bgsave")
        .hasMessageContaining("the old master is master as before");
  }

  @Test
  void aFailureHalfWaySaysWhatStateItLeft() {
    assertThatThrownBy(
            () ->
                answering(
                    1,
                    """
                    {"error": "timed out", "promoted": true, "warnings": ["min-replicas-to-write is still 99"]}
                    """,
                    ""))
        .hasMessageContaining("timed out")
        .hasMessageContaining("a new master is there")
        .hasMessageContaining("min-replicas-to-write is still 99");
  }

  @Test
  void aScriptThatCannotRunIsNamedWithItsLastWords() {
    assertThatThrownBy(() -> answering(1, "", "sudo: a password is required\n"))
        .hasMessage(
            "b (10.0.2.10): handover: exit code 1: sudo: a password is required; `sentinelctl status` says who is master now");
  }
}
