package io.redissentinel.sentinelctl.drill;

import static io.redissentinel.sentinelctl.drill.Made.A;
import static io.redissentinel.sentinelctl.drill.Made.B;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.redissentinel.sentinelctl.drill.Made.Story;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

final class FiguresTest {
  private static final Offset<Double> CLOSE = within(0.0005);
  private static final String MASTER = "master mymaster 10.0.1.10 6379";

  private static Figures of(Story story, FaultKind fault) {
    return Figures.of(story.history(), Made.plan(fault), "mymaster");
  }

  private static void assertSeconds(OptionalDouble actual, double expected) {
    assertThat(actual).isPresent();
    assertThat(actual.getAsDouble()).isCloseTo(expected, CLOSE);
  }

  @Test
  void theUsualFailover() {
    Figures figures = of(Made.killed(), FaultKind.KILL);
    assertThat(figures.newMaster()).contains("10.0.2.10");
    assertSeconds(figures.detection(), 5.1);
    assertSeconds(figures.election(), 0.1);
    assertSeconds(figures.promotion(), 1.0);
    assertSeconds(figures.firstWrite(), 6.301);
    assertSeconds(figures.back(), 20);
    assertThat(figures.attempted()).isEqualTo(figures.acknowledged() + 2);
    assertThat(figures.lost()).hasValue(0);
  }

  @Test
  void theLongestTimeWithoutWritesIsThatOfTheClientThatSuffersMost() {
    Gap gap = of(Made.killed(), FaultKind.KILL).withoutWrites().orElseThrow();
    assertThat(gap.writer()).isEqualTo("c");
    // From the last acknowledgement before the fault to the first behind it.
    assertThat(gap.from()).isCloseTo(-0.009, CLOSE);
    assertThat(gap.to()).isCloseTo(6.401, CLOSE);
  }

  @Test
  void aPauseBeforeTheFaultIsNotCounted() {
    Story story =
        new Story().writes("b", A, -3, -2.9).writes("b", A, -0.5, 0).writes("b", B, 0.2, 30);
    assertThat(of(story, FaultKind.KILL).withoutWrites().orElseThrow().seconds())
        .isCloseTo(0.21, CLOSE);
  }

  @Test
  void whoNeverWritesAgainIsWithoutUntilTheEnd() {
    Story story = new Story().writes("b", A, -3, 0).fails("b", A, 0.1, 0.5, "timed out").end(40);
    assertThat(of(story, FaultKind.KILL).withoutWrites().orElseThrow().to()).isEqualTo(40);
  }

  @Test
  void whoNeverWroteIsWithoutAllTheTime() {
    Story story = new Story().fails("b", A, 0.1, 0.5, "no master found").end(40);
    assertThat(of(story, FaultKind.KILL).withoutWrites().orElseThrow())
        .isEqualTo(new Gap("b", -3, 40));
  }

  @Test
  void theLaterGapCountsIfItIsTheLonger() {
    Story story =
        new Story().writes("b", A, -3, 0).writes("b", B, 1, 10).writes("b", B, 12, 30).end(30);
    Gap gap = of(story, FaultKind.FAILOVER).withoutWrites().orElseThrow();
    assertThat(gap.from()).isCloseTo(9.991, within(0.02));
    assertThat(gap.to()).isCloseTo(12.001, CLOSE);
  }

  @Test
  void withoutAFailoverThereIsNoMasterAndNoPhaseBehindDetection() {
    Story story =
        new Story().writes("b", A, -3, 30).event(5, "b", "+odown", MASTER + " #quorum 2/2");
    Figures figures = of(story, FaultKind.STOP);
    assertThat(figures.newMaster()).isEmpty();
    assertSeconds(figures.detection(), 5);
    assertThat(figures.election()).isEmpty();
    assertThat(figures.promotion()).isEmpty();
    assertThat(figures.firstWrite()).isEmpty();
  }

  @Test
  void anElectionThatHadToBeRepeatedIsAllElection() {
    Story story =
        Made.killed()
            .event(5.15, "c", "+elected-leader", MASTER)
            .event(5.16, "c", "-failover-abort-no-good-slave", MASTER);
    Figures figures = of(story, FaultKind.KILL);
    assertSeconds(figures.election(), 0.1);
    assertSeconds(figures.promotion(), 1.0);
  }

  @Test
  void aForcedFailoverHasNoDetectionAndItsElectionBeginsWithTheFault() {
    Story story =
        new Story()
            .writes("b", A, -3, 10)
            .event(0.04, "a", "+elected-leader", MASTER)
            .event(1.1, "a", "+switch-master", "mymaster 10.0.1.10 6379 10.0.2.10 6379");
    Figures figures = of(story, FaultKind.FAILOVER);
    assertThat(figures.detection()).isEmpty();
    assertSeconds(figures.election(), 0.04);
    assertSeconds(figures.promotion(), 1.06);
  }

  @Test
  void whatOtherMastersDoAndWhatWasBeforeDoesNotCount() {
    Story story =
        Made.killed()
            .event(1, "b", "+odown", "master other 10.0.9.9 6379 #quorum 2/2")
            .event(2, "b", "+switch-master", "other 10.0.9.9 6379 10.0.9.8 6379")
            .event(-2, "b", "+odown", MASTER + " #quorum 2/2")
            .event(-1, "b", "+switch-master", "mymaster 10.0.3.10 6379 10.0.1.10 6379");
    Figures figures = of(story, FaultKind.KILL);
    assertSeconds(figures.detection(), 5.1);
    assertThat(figures.newMaster()).contains("10.0.2.10");
  }

  @Test
  void clocksThatDifferByLittleMakeNoNegativeTime() {
    Story story =
        new Story()
            .writes("b", A, -3, 30)
            .event(-0.01, "a", "+elected-leader", MASTER)
            .event(1, "a", "+switch-master", "mymaster 10.0.1.10 6379 10.0.2.10 6379");
    assertSeconds(of(story, FaultKind.FAILOVER).election(), 0);
  }

  @Test
  void lostIsWhatWasAcknowledgedAndIsGone() {
    Story story = Made.killed().lost("b", -0.1, 0.6);
    Figures figures = of(story, FaultKind.KILL);
    // Ten acknowledged ones; the one that timed out is gone too, but was never promised.
    assertThat(figures.lost()).hasValue(10);
    assertThat(figures.excused()).isZero();
    assertThat(figures.lostInexcusably()).hasValue(10);
  }

  @Test
  void nobodyKnowsWhatIsLostWhenNoMasterCanBeAsked() {
    Figures figures = of(Made.killed().nobodyToAsk(), FaultKind.KILL);
    assertThat(figures.lost()).isEmpty();
    assertThat(figures.lostInexcusably()).isEmpty();
  }

  /** Redis counts the lag in whole seconds, once a second: two more than max-lag, 10 s, are its. */
  @Test
  void aMasterThatIsCutOffMayLoseWhatItTookBeforeMaxLag() {
    Story story = Made.killed().isolated("a").writes("a", A, -3, 13).lost("a", 0, 30);
    Figures figures = of(story, FaultKind.CUT);
    assertThat(figures.lost()).hasValue(1300);
    assertThat(figures.excused()).isEqualTo(1200);
    assertThat(figures.lostInexcusably()).hasValue(100);
  }

  @Test
  void withoutMinReplicasNothingIsExcused() {
    Plan usual = Made.plan(FaultKind.CUT);
    Plan plan =
        new Plan(
            usual.run(),
            usual.fault(),
            usual.victim(),
            new ClusterRules(Duration.ofSeconds(5), Optional.empty()),
            usual.hold(),
            usual.target(),
            usual.settle(),
            usual.client());
    Story story = Made.killed().isolated("a").writes("a", A, -3, 1).lost("a", 0, 30);
    assertThat(Figures.of(story.history(), plan, "mymaster").lostInexcusably()).hasValue(100);
  }

  @Test
  void theClientOnTheWrongSideOfACutHasNoClaimToWrite() {
    Story story = Made.killed().isolated("a").writes("a", A, -3, 0).fails("a", A, 1, 0.5, "x");
    assertThat(of(story, FaultKind.CUT).withoutWrites().orElseThrow().writer()).isEqualTo("c");
  }
}
