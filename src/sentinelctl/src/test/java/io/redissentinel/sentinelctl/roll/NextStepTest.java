package io.redissentinel.sentinelctl.roll;

import static io.redissentinel.sentinelctl.handover.Looks.A;
import static io.redissentinel.sentinelctl.handover.Looks.B;
import static io.redissentinel.sentinelctl.handover.Looks.C;
import static io.redissentinel.sentinelctl.handover.Looks.healthy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redissentinel.sentinelctl.CtlException;
import io.redissentinel.sentinelctl.ExitCode;
import io.redissentinel.sentinelctl.roll.NextStep.Done;
import io.redissentinel.sentinelctl.roll.NextStep.HandOver;
import io.redissentinel.sentinelctl.roll.NextStep.Replace;
import org.junit.jupiter.api.Test;

final class NextStepTest {
  @Test
  void replicasComeFirstWhoeverIsMaster() {
    assertThat(NextStep.of(healthy().pending("a", "b", "c").look())).isEqualTo(new Replace(B));
    assertThat(NextStep.of(healthy().master("b").pending("a", "b", "c").look()))
        .isEqualTo(new Replace(A));
    assertThat(NextStep.of(healthy().pending("a", "c").look())).isEqualTo(new Replace(C));
  }

  @Test
  void theMasterHandsOverWhenNothingIsPendingOnItsReplicas() {
    assertThat(NextStep.of(healthy().pending("a").look())).isEqualTo(new HandOver(A, B));
    assertThat(NextStep.of(healthy().master("b").pending("b").look()))
        .isEqualTo(new HandOver(B, A));
  }

  @Test
  void nothingPendingIsTheEnd() {
    assertThat(NextStep.of(healthy().look())).isEqualTo(new Done());
    assertThat(NextStep.of(healthy().pending("all").look())).isEqualTo(new Done());
    assertThat(NextStep.of(healthy().down("c").look())).isEqualTo(new Done());
  }

  @Test
  void theOneNodeThatWasLeftHalfWayIsNext() {
    assertThat(NextStep.of(healthy().down("c").pending("a", "b", "c").look()))
        .isEqualTo(new Replace(C));
  }

  @Test
  void noSecondNodeGoesWhileOneIsNotInOrder() {
    assertThatThrownBy(() -> NextStep.of(healthy().down("c").pending("a", "b").look()))
        .isInstanceOfSatisfying(
            CtlException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.UNHEALTHY))
        .hasMessageContaining("no node can be spared: c (10.0.3.10): no answer");
    assertThatThrownBy(
            () -> NextStep.of(healthy().down("c").unlinked("b").pending("b", "c").look()))
        .hasMessageContaining("no node can be spared");
    assertThatThrownBy(() -> NextStep.of(healthy().down("a").pending("a", "b", "c").look()))
        .hasMessageContaining("no node can be spared");
  }

  @Test
  void withoutAMajorityNothingIsReplaced() {
    assertThatThrownBy(() -> NextStep.of(healthy().down("b", "c").pending("b", "c").look()))
        .isInstanceOfSatisfying(
            CtlException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.NO_QUORUM));
  }

  @Test
  void thePlanIsAllOfIt() {
    assertThat(NextStep.plan(healthy().master("b").pending("a", "b", "c").look()))
        .containsExactly(new Replace(A), new Replace(C), new HandOver(B, A), new Replace(B));
    assertThat(NextStep.plan(healthy().pending("c").look())).containsExactly(new Replace(C));
    assertThat(NextStep.plan(healthy().down("c").pending("b", "c").look()))
        .containsExactly(new Replace(C), new Replace(B));
    assertThat(NextStep.plan(healthy().pending("a").look()))
        .containsExactly(new HandOver(A, B), new Replace(A));
    assertThat(NextStep.plan(healthy().look())).isEmpty();
  }
}
