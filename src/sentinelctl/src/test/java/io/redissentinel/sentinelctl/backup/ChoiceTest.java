package io.redissentinel.sentinelctl.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redissentinel.sentinelctl.CtlException;
import io.redissentinel.sentinelctl.ExitCode;
import io.redissentinel.sentinelctl.handover.Looks;
import org.junit.jupiter.api.Test;

class ChoiceTest {
  @Test
  void theReplicaThatIsLeastBehind() {
    assertThat(Choice.leastLagging(Looks.healthy().behind("b", 10).look())).isEqualTo(Looks.C);
    assertThat(Choice.leastLagging(Looks.healthy().behind("c", 10).look())).isEqualTo(Looks.B);
    assertThat(Choice.leastLagging(Looks.healthy().master("c").behind("a", 1).look()))
        .isEqualTo(Looks.B);
  }

  @Test
  void theMasterIfThereIsNoOther() {
    assertThat(Choice.leastLagging(Looks.healthy().down("b").look())).isEqualTo(Looks.C);
    assertThat(Choice.leastLagging(Looks.healthy().master("b").down("c").look()))
        .isEqualTo(Looks.A);
  }

  @Test
  void withoutAMasterNobodyKnowsWhoseDataCounts() {
    assertThatThrownBy(() -> Choice.leastLagging(Looks.healthy().down("a").look()))
        .hasMessageContaining("no master that answers")
        .hasMessageContaining("a (10.0.1.10): no answer")
        .returns(ExitCode.NO_QUORUM, e -> ((CtlException) e).exitCode());
  }

  @Test
  void anyNodeThatAnswersCanBeAsked() {
    assertThat(Choice.any(Looks.healthy().down("a").look())).isEqualTo(Looks.B);
    assertThatThrownBy(() -> Choice.any(Looks.healthy().down("a", "b", "c").look()))
        .returns(ExitCode.UNREACHABLE, e -> ((CtlException) e).exitCode());
  }
}
