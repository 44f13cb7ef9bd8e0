package io.redissentinel.sentinelctl.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.redissentinel.sentinelctl.Bench;
import io.redissentinel.sentinelctl.ExitCode;
import io.redissentinel.sentinelctl.verify.Verdict.NotCheckable;
import org.junit.jupiter.api.Test;

/** The verification as a whole, and its exit codes. */
class VerificationTest {
  private static final String NO_QUORUM =
      "NOQUORUM 1 usable Sentinels. Not enough available Sentinels";

  @Test
  void aHealthyClusterFailsNothing() {
    Checked checked = Checked.of(new Bench());
    assertThat(checked.failures()).isEmpty();
    assertThat(checked.verification().exitCode()).isEqualTo(ExitCode.OK);
  }

  @Test
  void whatAContainerHidesIsNotCheckableAndNeverPassed() {
    Checked checked = Checked.of(new Bench());
    assertThat(checked.verification().lines())
        .filteredOn(line -> line.verdict() instanceof NotCheckable)
        .extracting(Line::check)
        .containsOnly(
            "Sentinel's settings",
            "vm.swappiness",
            "vm.overcommit_memory",
            "transparent huge pages",
            "security groups",
            "backups");
  }

  @Test
  void aNodeThatIsDownIsUnhealthy() {
    Checked checked = Checked.of(new Bench().down("c"));
    checked.failed("reachable", "c", "timed out");
    checked.notCheckable("all else on it", "c", "cannot be reached");
    assertThat(checked.verification().exitCode()).isEqualTo(ExitCode.UNHEALTHY);
  }

  @Test
  void withoutAQuorumItSaysSo() {
    Checked checked =
        Checked.of(new Bench().down("b").down("c").block("a", "sentinel-ckquorum", NO_QUORUM));
    checked.failed("quorum", "a", NO_QUORUM);
    assertThat(checked.verification().exitCode()).isEqualTo(ExitCode.NO_QUORUM);
  }

  @Test
  void withoutAnyNodeItIsUnreachable() {
    Checked checked = Checked.of(new Bench().down("a").down("b").down("c"));
    assertThat(checked.verification().exitCode()).isEqualTo(ExitCode.UNREACHABLE);
    checked.failed("one master for all sentinels", Line.CLUSTER, "no sentinel");
    checked.failed("the master's role", Line.CLUSTER, "no majority");
    checked.notCheckable("sentinel ids", Line.CLUSTER, "no node");
    checked.notCheckable("clock skew", Line.CLUSTER, "fewer than two");
  }

  @Test
  void everyFailureHasARemedy() {
    Checked checked =
        Checked.of(
            new Bench()
                .down("c")
                .block("a", "redis-ping", "Could not connect")
                .block("b", "sentinel-ping", "Could not connect"));
    assertThat(checked.failures())
        .allSatisfy(
            line ->
                assertThat(((Verdict.Failed) line.verdict()).remedy())
                    .as(line.check())
                    .isNotBlank());
  }
}
