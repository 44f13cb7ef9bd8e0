package io.redissentinel.sentinelctl.harden;

import static io.redissentinel.sentinelctl.handover.Looks.A;
import static io.redissentinel.sentinelctl.handover.Looks.B;
import static io.redissentinel.sentinelctl.handover.Looks.C;
import static io.redissentinel.sentinelctl.handover.Looks.healthy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyCollection;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.redissentinel.sentinelctl.CtlException;
import io.redissentinel.sentinelctl.ExitCode;
import io.redissentinel.sentinelctl.handover.HandoverResult;
import io.redissentinel.sentinelctl.stack.NodeRef;
import io.redissentinel.sentinelctl.stack.Preview;
import io.redissentinel.sentinelctl.stack.Preview.Change;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.InOrder;

/** A cluster that does what it is told. */
final class HardenTest {
  private static final List<String> WANTED = Harden.DEFAULTS;
  private static final Change TAG =
      new Change("update", "aws:ec2/tag:Tag", "redis-a-disabled-commands", "", "");

  private final HardenSteps steps = mock();
  private final Harden harden = new Harden(steps, Duration.ofSeconds(5));
  private final Map<NodeRef, Set<String>> disabled = new HashMap<>();
  private List<String> configured = List.of();
  private String master = "a";
  private long flushes;

  @BeforeEach
  void cluster() {
    when(steps.look()).thenAnswer(call -> healthy().master(master).look());
    when(steps.configured()).thenAnswer(call -> configured);
    doAnswer(
            call -> {
              configured = call.getArgument(0);
              return null;
            })
        .when(steps)
        .configure(any());
    when(steps.preview()).thenReturn(new Preview(List.of(TAG)));
    when(steps.disabledOn(any()))
        .thenAnswer(call -> disabled.getOrDefault(call.<NodeRef>getArgument(0), Set.of()));
    when(steps.calls(any(), anyCollection()))
        .thenAnswer(call -> Map.of("FLUSHALL", flushes, "DEBUG", 0L));
    doAnswer(
            call -> {
              disabled.put(call.getArgument(0), Set.copyOf(call.<List<String>>getArgument(1)));
              return null;
            })
        .when(steps)
        .restart(any(), any());
    when(steps.handOver(any()))
        .thenAnswer(
            call -> {
              String from = master;
              master = call.<NodeRef>getArgument(0).key();
              return new HandoverResult(from, master, 400, 450, 0, List.of());
            });
  }

  @Test
  void replicasThenAHandoverThenTheOldMasterThenTheProof() {
    assertThat(harden.run(WANTED)).extracting(HandoverResult::to).containsExactly("b", "a");
    InOrder order = inOrder(steps);
    order.verify(steps).look();
    order.verify(steps).configure(WANTED);
    order.verify(steps).preview();
    order.verify(steps).up();
    order.verify(steps).restart(B, WANTED);
    order.verify(steps).look();
    order.verify(steps).restart(C, WANTED);
    order.verify(steps).look();
    order.verify(steps).handOver(B);
    order.verify(steps).look();
    order.verify(steps).restart(A, WANTED);
    order.verify(steps).look();
    order.verify(steps).handOver(A);
    order.verify(steps, times(2)).look();
  }

  @Test
  void undoIsTheSameOrderWithAllCommands() {
    configured = WANTED;
    List.of(A, B, C).forEach(node -> disabled.put(node, Set.copyOf(WANTED)));
    harden.run(List.of());
    InOrder order = inOrder(steps);
    order.verify(steps).configure(List.of());
    order.verify(steps).up();
    order.verify(steps).restart(B, List.of());
    order.verify(steps).restart(C, List.of());
    order.verify(steps).handOver(B);
    order.verify(steps).restart(A, List.of());
    order.verify(steps).handOver(A);
  }

  @Test
  void whatIsDoneIsNotDoneAgain() {
    configured = WANTED;
    disabled.put(B, Set.copyOf(WANTED));
    when(steps.preview()).thenReturn(new Preview(List.of()));
    harden.run(WANTED);
    verify(steps, never()).up();
    verify(steps, never()).restart(B, WANTED);
    verify(steps).restart(C, WANTED);
    verify(steps).restart(A, WANTED);
  }

  @Test
  void nothingIsRestartedWhereAllIsDone() {
    configured = WANTED;
    List.of(A, B, C).forEach(node -> disabled.put(node, Set.copyOf(WANTED)));
    assertThat(harden.run(WANTED)).isEmpty();
    verify(steps, never()).restart(any(), any());
  }

  @Test
  void anUpdateThatWasLeftOutIsMadeUpFor() {
    configured = WANTED;
    harden.run(WANTED);
    verify(steps).up();
    verify(steps, never()).configure(any());
  }

  @ParameterizedTest
  @ValueSource(strings = {"SLAVEOF", "slaveof", "CONFIG", "PSYNC", "REPLCONF", "SENTINEL"})
  void whatWouldBreakFailoverIsRefused(String command) {
    assertThatThrownBy(() -> Harden.wanted(List.of("KEYS", command), List.of()))
        .isInstanceOfSatisfying(
            CtlException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
        .hasMessageStartingWith(command.toUpperCase(Locale.ROOT) + " cannot be disabled");
  }

  @Test
  void theUsualOnesTheGivenOnesAndThoseThatAreAlready() {
    assertThat(Harden.wanted(List.of("keys"), List.of("MONITOR")))
        .containsExactly("DEBUG", "FLUSHALL", "FLUSHDB", "KEYS", "MONITOR");
  }

  @Test
  void aClusterThatIsNotInOrderIsLeftAlone() {
    when(steps.look()).thenReturn(healthy().unlinked("c").look());
    assertThatThrownBy(() -> harden.run(WANTED))
        .isInstanceOfSatisfying(
            CtlException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.UNHEALTHY));
    verify(steps, never()).configure(any());
    verify(steps, never()).restart(any(), any());
  }

  @Test
  void anUpdateThatWouldDoMoreIsNotDoneAndTheConfigurationIsAsBefore() {
    when(steps.preview())
        .thenReturn(
            new Preview(
                List.of(new Change("replace", "aws:ec2/instance:Instance", "redis-b", "i-b", ""))));
    assertThatThrownBy(() -> harden.run(WANTED)).hasMessageContaining("would do more");
    assertThat(configured).isEmpty();
    verify(steps, never()).up();
    verify(steps, never()).restart(any(), any());
  }

  @Test
  void aCallInBetweenStopsItBeforeTheFailover() {
    doAnswer(
            call -> {
              flushes++;
              return null;
            })
        .when(steps)
        .restart(C, WANTED);
    assertThatThrownBy(() -> harden.run(WANTED))
        .hasMessageStartingWith("FLUSHALL was called on the master, a (10.0.1.10)");
    verify(steps, never()).handOver(any());
  }

  @Test
  void aReplicaThatDoesNotComeBackStopsIt() {
    doThrow(CtlException.failed("b: redis-server did not start")).when(steps).restart(B, WANTED);
    assertThatThrownBy(() -> harden.run(WANTED)).hasMessage("b: redis-server did not start");
    verify(steps, never()).restart(C, WANTED);
    verify(steps, never()).handOver(any());
  }

  @Test
  void theMasterIsNotRestartedWithoutAHandover() {
    doThrow(CtlException.failed("handover to b: ...")).when(steps).handOver(B);
    assertThatThrownBy(() -> harden.run(WANTED)).hasMessage("handover to b: ...");
    verify(steps, never()).restart(A, WANTED);
  }

  @Test
  void stoppedByCtrlCNoFurtherStepBegins() {
    doAnswer(
            call -> {
              harden.stop();
              return null;
            })
        .when(steps)
        .restart(B, WANTED);
    assertThatThrownBy(() -> harden.run(WANTED)).hasMessage("stopped");
    verify(steps, never()).restart(C, WANTED);
  }

  @Test
  void thePlanSaysItAllAndDoesNothing() {
    assertThat(harden.plan(WANTED))
        .containsExactly(
            "set disabledCommands in the stack's configuration, and in the nodes' tags",
            "restart redis-server on replica b (10.0.2.10)",
            "restart redis-server on replica c (10.0.3.10)",
            "planned failover from a (10.0.1.10) to b (10.0.2.10)",
            "restart redis-server on a (10.0.1.10)",
            "planned failover from b (10.0.2.10) back to a (10.0.1.10), as the proof");
    verify(steps, never()).configure(any());
    verify(steps, never()).restart(any(), any());
  }
}
