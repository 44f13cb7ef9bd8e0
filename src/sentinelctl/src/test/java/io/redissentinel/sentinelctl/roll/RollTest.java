package io.redissentinel.sentinelctl.roll;

import static io.redissentinel.sentinelctl.handover.Looks.A;
import static io.redissentinel.sentinelctl.handover.Looks.B;
import static io.redissentinel.sentinelctl.handover.Looks.C;
import static io.redissentinel.sentinelctl.handover.Looks.healthy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.redissentinel.sentinelctl.CtlException;
import io.redissentinel.sentinelctl.handover.HandoverResult;
import io.redissentinel.sentinelctl.handover.Looks;
import io.redissentinel.sentinelctl.roll.NextStep.Replace;
import io.redissentinel.sentinelctl.stack.NodeRef;
import io.redissentinel.sentinelctl.stack.Preview;
import io.redissentinel.sentinelctl.stack.Preview.Change;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mockito.InOrder;

/**
 * A cluster that does what it is told: an update takes a node's pending change, a handover the
 * role.
 */
@Timeout(30)
final class RollTest {
  private final RollSteps steps = mock();
  private final Roll roll = new Roll(steps, Duration.ofSeconds(5));
  private final List<String> pending = new ArrayList<>(List.of("a", "b", "c"));
  private String master = "a";

  @BeforeEach
  void cluster() {
    when(steps.look())
        .thenAnswer(
            call -> healthy().master(master).pending(pending.toArray(String[]::new)).look());
    when(steps.preview(any())).thenAnswer(call -> previewOf(call.getArgument(0)));
    doAnswer(
            call -> {
              pending.remove(call.<NodeRef>getArgument(0).key());
              return null;
            })
        .when(steps)
        .up(any());
    when(steps.handOver(any()))
        .thenAnswer(
            call -> {
              String from = master;
              master = call.<NodeRef>getArgument(0).key();
              return new HandoverResult(from, master, 400, 450, 0, List.of());
            });
  }

  private static Preview previewOf(NodeRef node) {
    return new Preview(
        List.of(
            new Change(
                "replace",
                "aws:ec2/instance:Instance",
                "redis-" + node.key(),
                node.instanceId(),
                "")));
  }

  @Test
  void replicasThenAHandoverThenTheOldMasterAndTheRolloutGoes() {
    Roll.Outcome outcome = roll.run();
    assertThat(outcome.replaced()).containsExactly("b", "c", "a");
    assertThat(outcome.handovers()).extracting(HandoverResult::to).containsExactly("b");
    InOrder order = inOrder(steps);
    order.verify(steps).preview(B);
    order.verify(steps).up(B);
    order.verify(steps).look();
    order.verify(steps).preview(C);
    order.verify(steps).up(C);
    order.verify(steps).look();
    order.verify(steps).handOver(B);
    order.verify(steps).look();
    order.verify(steps).preview(A);
    order.verify(steps).up(A);
    order.verify(steps).look();
    order.verify(steps).clearRollout();
  }

  @Test
  void whereNothingIsPendingOnTheMasterThereIsNoFailover() {
    pending.remove("a");
    assertThat(roll.run().replaced()).containsExactly("b", "c");
    verify(steps, never()).handOver(any());
  }

  @Test
  void aFailoverInTheMiddleChangesTheOrderAndNothingElse() {
    doAnswer(
            call -> {
              pending.remove(call.<NodeRef>getArgument(0).key());
              master = "c";
              return null;
            })
        .when(steps)
        .up(B);
    assertThat(roll.run().replaced()).containsExactly("b", "a", "c");
    verify(steps).handOver(A);
  }

  @Test
  void aReplicaThatBecomesMasterDuringItsPreviewIsNotReplacedNow() {
    when(steps.preview(B))
        .thenAnswer(
            call -> {
              master = "b";
              return previewOf(B);
            })
        .thenAnswer(call -> previewOf(B));
    assertThat(roll.run().replaced()).containsExactly("a", "c", "b");
    verify(steps).say("b (10.0.2.10): not now, the cluster has changed meanwhile");
    verify(steps).handOver(A);
  }

  @Test
  void anInterruptedRollGoesOnWithTheNodeThatIsMissing() {
    when(steps.look())
        .thenReturn(
            healthy().down("c").pending("a", "c").look(),
            healthy().down("c").pending("a", "c").look())
        .thenAnswer(
            call -> healthy().master(master).pending(pending.toArray(String[]::new)).look());
    pending.remove("b");
    assertThat(roll.run().replaced()).containsExactly("c", "a");
  }

  @Test
  void aNodeThatIsJustComingBackIsAwaited() {
    pending.remove("b");
    when(steps.look())
        .thenReturn(
            healthy().unlinked("b").pending("a", "c").look(),
            healthy().unlinked("b").pending("a", "c").look())
        .thenAnswer(
            call -> healthy().master(master).pending(pending.toArray(String[]::new)).look());
    assertThat(roll.run().replaced()).containsExactly("c", "a");
    verify(steps).say("waiting: b (10.0.2.10): its link to the master is down");
  }

  @Test
  void aPreviewThatTouchesMoreStopsBeforeAnythingIsDone() {
    when(steps.preview(B))
        .thenReturn(
            new Preview(
                List.of(
                    new Change("replace", "aws:ec2/instance:Instance", "redis-b", "i-b", ""),
                    new Change("replace", "aws:ec2/instance:Instance", "redis-c", "i-c", ""))));
    assertThatThrownBy(roll::run).hasMessageContaining("touches more than that node");
    verify(steps, never()).up(any());
    verify(steps).clearRollout();
  }

  @Test
  void anUpdateThatFailsStopsItAndTheRolloutGoes() {
    doThrow(CtlException.failed("pulumi up failed")).when(steps).up(C);
    assertThatThrownBy(roll::run).hasMessage("pulumi up failed");
    verify(steps, never()).handOver(any());
    verify(steps).clearRollout();
  }

  @Test
  void aNodeThatIsNotBackInTimeStopsIt() {
    Roll impatient = new Roll(steps, Duration.ZERO);
    when(steps.look())
        .thenReturn(
            healthy().pending("a", "b", "c").look(), healthy().pending("a", "b", "c").look())
        .thenReturn(healthy().behind("b", 50_000_000).pending("a", "c").look());
    assertThatThrownBy(impatient::run).hasMessageContaining("50000000 bytes behind");
    verify(steps, never()).up(C);
    verify(steps).clearRollout();
  }

  @Test
  void aNodeOnWhichSomethingIsStillPendingStopsIt() {
    doAnswer(call -> null).when(steps).up(B);
    assertThatThrownBy(roll::run).hasMessageContaining("still the stack has something pending");
    verify(steps, never()).up(C);
  }

  @Test
  void aHandoverThatFailsStopsIt() {
    doThrow(CtlException.failed("handover to b: ...")).when(steps).handOver(any());
    assertThatThrownBy(roll::run).hasMessage("handover to b: ...");
    verify(steps, never()).up(A);
    verify(steps).clearRollout();
  }

  @Test
  void theOldMasterNeedNotFollowANewerRelease() {
    pending.removeAll(List.of("b", "c"));
    when(steps.look())
        .thenReturn(healthy().pending("a").look())
        .thenReturn(
            healthy().master("b").unlinked("a").pending("a").look(),
            healthy().master("b").unlinked("a").pending("a").look())
        .thenReturn(healthy().master("b").look());
    assertThat(roll.run().replaced()).containsExactly("a");
  }

  @Test
  void stoppedByCtrlCNoFurtherStepBegins() {
    doAnswer(
            call -> {
              pending.remove("b");
              roll.stop();
              return null;
            })
        .when(steps)
        .up(B);
    assertThatThrownBy(roll::run).hasMessage("stopped");
    verify(steps, never()).preview(C);
    verify(steps).clearRollout();
  }

  @Test
  void aDryRunPreviewsTheFirstStepAndChangesNothing() {
    assertThat(roll.dryRun()).startsWith(new Replace(B)).hasSize(4);
    verify(steps).preview(B);
    verify(steps, never()).up(any());
    verify(steps, never()).handOver(any());
    verify(steps).clearRollout();
  }

  @Test
  void nothingIsDoneToAClusterThatIsNotInOrder() {
    when(steps.look()).thenReturn(Looks.healthy().down("b", "c").pending("a", "b", "c").look());
    assertThatThrownBy(roll::run).isInstanceOf(CtlException.class);
    verify(steps, never()).preview(any());
    verify(steps, never()).say(anyString());
  }
}
