package io.redissentinel.sentinelctl.drill;

import static org.assertj.core.api.Assertions.assertThat;

import io.redissentinel.sentinelctl.drill.Made.Story;
import java.util.List;
import org.junit.jupiter.api.Test;

final class VerdictTest {
  private static Verdict of(Story story, FaultKind fault) {
    Plan plan = Made.plan(fault);
    return Verdict.of(Figures.of(story.history(), plan, "mymaster"), plan);
  }

  @Test
  void theUsualFailoverPasses() {
    assertThat(of(Made.killed(), FaultKind.KILL)).isEqualTo(new Verdict(true, List.of()));
  }

  @Test
  void tooLongWithoutWritesFailsWithBothNumbers() {
    Story story =
        new Story().writes("b", Made.A, -3, 0).writes("b", Made.B, 9, 30).failover(7, 7.1, 8.5);
    assertThat(of(story, FaultKind.KILL).reasons())
        .containsExactly("9.0 s without writes, the target is 8.0 s (the client on b)");
  }

  @Test
  void aLostWriteFails() {
    assertThat(of(Made.killed().lost("b", -0.02, 0), FaultKind.KILL).reasons())
        .singleElement()
        .asString()
        .matches("\\d of \\d+ acknowledged writes are lost");
  }

  @Test
  void afterAPlainFailoverTheReasonForLossIsTold() {
    assertThat(of(Made.killed().lost("b", -0.02, 0), FaultKind.FAILOVER).reasons())
        .singleElement()
        .asString()
        .contains("SENTINEL FAILOVER", "--client follows");
  }

  @Test
  void aCutMayCostWritesBeforeMaxLagAndNotBehindIt() {
    Story early = Made.killed().isolated("a").writes("a", Made.A, -3, 11).lost("a", 0, 30);
    assertThat(of(early, FaultKind.CUT).passed()).isTrue();
    Story late = Made.killed().isolated("a").writes("a", Made.A, -3, 14).lost("a", 0, 30);
    assertThat(of(late, FaultKind.CUT).reasons())
        .singleElement()
        .asString()
        .contains("200 of", "min-replicas-max-lag (10 s)");
  }

  @Test
  void unknownLossesFail() {
    assertThat(of(Made.killed().nobodyToAsk(), FaultKind.KILL).reasons())
        .containsExactly("no master could be asked at the end which writes are lost");
  }

  @Test
  void nodesThatStayAwayFail() {
    assertThat(of(Made.killed().neverBack(), FaultKind.KILL).reasons())
        .containsExactly("not all nodes were healthy members again within 180 s");
  }

  @Test
  void noFailoverFails() {
    assertThat(of(new Story().writes("b", Made.A, -3, 30), FaultKind.STOP).reasons())
        .containsExactly("no sentinel has named a new master");
  }
}
