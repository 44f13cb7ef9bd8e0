package io.redissentinel.sentinelctl.handover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redissentinel.sentinelctl.CtlException;
import io.redissentinel.sentinelctl.ExitCode;
import io.redissentinel.sentinelctl.cluster.ClusterLook;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SteadyTest {
  @Test
  void aClusterInFullOrderLacksNothing() {
    assertThat(Steady.missing(Looks.healthy().look())).isEmpty();
    assertThat(Steady.missing(Looks.healthy().master("c").look())).isEmpty();
  }

  @Test
  void aReplicaThatIsNotInSyncIsNot() {
    assertThat(Steady.failing(Looks.healthy().behind("b", 2_000_000).look()))
        .containsExactly(Looks.B);
    assertThat(Steady.failing(Looks.healthy().behind("b", 10_000).look())).isEmpty();
    assertThat(Steady.missing(Looks.healthy().unlinked("c").look()))
        .containsExactly("c (10.0.3.10): its link to the master is down");
  }

  @Test
  void aNodeThatDoesNotAnswerIsNot() {
    assertThat(Steady.missing(Looks.healthy().down("b").look()))
        .containsExactly("b (10.0.2.10): no answer within 10 s");
  }

  @Test
  void isAwaitedAndToldOnceAChange() {
    Iterator<ClusterLook> looks =
        List.of(
                Looks.healthy().down("b").look(),
                Looks.healthy().down("b").look(),
                Looks.healthy().look())
            .iterator();
    List<String> told = new ArrayList<>();
    ClusterLook last = Steady.await(looks::next, Duration.ofMinutes(1), told::add);
    assertThat(last).isEqualTo(Looks.healthy().look());
    assertThat(told).containsExactly("b (10.0.2.10): no answer within 10 s");
  }

  @Test
  void whatMayBeSparedIsNotAwaited() {
    ClusterLook look = Looks.healthy().unlinked("b").look();
    assertThat(Steady.await(() -> look, Duration.ZERO, what -> {}, node -> node.equals(Looks.B)))
        .isEqualTo(look);
  }

  @Test
  void aLimitIsKeptAndSaysWhatIsMissing() {
    ClusterLook look = Looks.healthy().unlinked("b").look();
    assertThatThrownBy(() -> Steady.await(() -> look, Duration.ZERO, what -> {}))
        .isInstanceOfSatisfying(
            CtlException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.UNHEALTHY))
        .hasMessageContaining("b (10.0.2.10): its link to the master is down");
  }
}
