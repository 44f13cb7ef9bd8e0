package io.redissentinel.sentinelctl.rotate;

import static io.redissentinel.sentinelctl.handover.Looks.A;
import static io.redissentinel.sentinelctl.handover.Looks.B;
import static io.redissentinel.sentinelctl.handover.Looks.C;
import static io.redissentinel.sentinelctl.rotate.NodeState.NEW;
import static io.redissentinel.sentinelctl.rotate.NodeState.OLD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.doReturn;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.redissentinel.sentinelctl.CtlException;
import io.redissentinel.sentinelctl.ExitCode;
import io.redissentinel.sentinelctl.handover.Looks;
import io.redissentinel.sentinelctl.stack.NodeRef;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mockito.InOrder;

/** Rotations on nodes that do what the steps say. */
class RotateTest {
  private static final Versions BEFORE = new Versions("v1", Optional.empty(), false);
  private static final Versions PENDING = new Versions("v2", Optional.of("v1"), true);
  private static final Versions BACK = new Versions("v1", Optional.of("v2"), true);

  private final RotateSteps steps = mock(RotateSteps.class);
  private final Store store = mock(Store.class);
  private final Rotate rotate = new Rotate(steps, store, Duration.ofMillis(200));
  private States states;
  private Looks looks = Looks.healthy();
  private boolean swapped;

  private void cluster(States begin, Versions versions) {
    states = begin;
    when(store.versions()).thenReturn(versions);
    when(steps.look()).thenAnswer(call -> looks.look());
    when(steps.prepare(any())).thenAnswer(call -> states.prepare());
    when(store.put(any()))
        .thenAnswer(
            call -> {
              states.swap();
              return PENDING;
            });
    when(steps.servers(any(), any()))
        .thenAnswer(
            call -> {
              states.switchServers(call.getArgument(1));
              return List.of();
            });
    when(steps.sentinel(any(), any()))
        .thenAnswer(
            call -> {
              states.switchSentinel(call.getArgument(1));
              return List.of();
            });
    when(steps.finish(any(), any()))
        .thenAnswer(
            call -> {
              states.finish(call.getArgument(1));
              return List.of();
            });
  }

  /** States of nodes that all have the store's one password. */
  private static States quiet() {
    return States.all(NEW);
  }

  private void inThisOrder(Versions versions, List<NodeRef> servers, List<NodeRef> sentinels) {
    InOrder order = inOrder(steps, store);
    if (!servers.isEmpty()) {
      order.verify(steps).servers(versions, servers);
    }
    sentinels.forEach(node -> order.verify(steps).sentinel(versions, node));
    order.verify(store).promote(versions);
    order.verify(steps).finish(versions, States.NODES);
    verify(steps, times(sentinels.size())).sentinel(any(), any());
    verify(steps, times(servers.isEmpty() ? 0 : 1)).servers(any(), any());
  }

  @Test
  void allServersThenTheSentinelsTheMastersLastThenTheStoreThenTheOldOneGoes() {
    cluster(quiet(), BEFORE);
    assertThat(rotate.run(Optional.empty())).isTrue();
    inThisOrder(PENDING, States.NODES, List.of(B, C, A));
  }

  @Test
  void withAccessListsBothAreGoodUntilTheEnd() {
    cluster(States.withAccessLists(), PENDING);
    rotate.run(Optional.empty());
    inThisOrder(PENDING, States.NODES, List.of(B, C, A));
  }

  @Test
  void aGivenOneGoesIntoTheStore() {
    cluster(quiet(), BEFORE);
    rotate.run(Optional.of("Given-Password-#1"));
    verify(store).put(Optional.of("Given-Password-#1"));
  }

  @Test
  void theOneThatTheClusterHasIsNoChange() {
    cluster(quiet(), BEFORE);
    when(store.is("v1", "Given-Password-#1")).thenReturn(true);
    assertThat(rotate.run(Optional.of("Given-Password-#1"))).isFalse();
    verify(store, never()).put(any());
  }

  @Test
  void onlyAClusterInOrderIsBegunWith() {
    cluster(quiet(), BEFORE);
    looks = Looks.healthy().unlinked("c");
    assertThatThrownBy(() -> rotate.run(Optional.empty()))
        .hasMessageContaining("nothing was changed")
        .hasMessageContaining("link to the master is down");
    verify(store, never()).put(any());
  }

  @Test
  void everyNodeHasToAnswerToBeginWith() {
    cluster(quiet().away("c"), BEFORE);
    assertThatThrownBy(() -> rotate.run(Optional.empty()))
        .hasMessageContaining("every node has to answer")
        .hasMessageContaining("no SSH connection")
        .satisfies(e -> assertThat(((CtlException) e).exitCode()).isEqualTo(ExitCode.UNHEALTHY));
    verify(store, never()).put(any());
  }

  @Test
  void itGoesOnWhereNothingWasDoneYet() {
    cluster(States.all(OLD), PENDING);
    rotate.run(Optional.empty());
    verify(store, never()).put(any());
    inThisOrder(PENDING, States.NODES, List.of(B, C, A));
  }

  @Test
  void itGoesOnBetweenTheServers() {
    cluster(States.all(OLD).server("b", NEW), PENDING);
    rotate.run(Optional.empty());
    inThisOrder(PENDING, List.of(A, C), List.of(B, C, A));
  }

  @Test
  void itGoesOnBetweenTheSentinels() {
    cluster(
        States.all(OLD).server("a", NEW).server("b", NEW).server("c", NEW).sentinel("b", NEW),
        PENDING);
    rotate.run(Optional.empty());
    inThisOrder(PENDING, List.of(), List.of(C, A));
  }

  @Test
  void itGoesOnBeforeTheStoreIsTold() {
    cluster(States.all(NEW), PENDING);
    rotate.run(Optional.empty());
    verify(store).promote(PENDING);
    verify(steps, never()).servers(any(), any());
    verify(steps, never()).sentinel(any(), any());
  }

  @Test
  void itGoesOnBeforeTheOldOneIsTakenAway() {
    Versions promoted = new Versions("v2", Optional.of("v1"), false);
    cluster(States.all(NEW).server("a", NEW, OLD), promoted);
    rotate.run(Optional.empty());
    verify(store, never()).promote(any());
    verify(store, never()).put(any());
    verify(steps).finish(promoted, States.NODES);
  }

  @Test
  void nodesAreBroughtToAStoreThatWasChangedBehindThem() {
    Versions changed = new Versions("v2", Optional.of("v1"), false);
    cluster(States.all(OLD), changed);
    rotate.run(Optional.empty());
    verify(steps).servers(changed, States.NODES);
    verify(store, never()).put(any());
    verify(store, never()).promote(any());
  }

  @Test
  void anotherOneIsRefusedInTheMiddle() {
    cluster(States.all(OLD), PENDING);
    assertThatThrownBy(() -> rotate.run(Optional.of("Given-Password-#1")))
        .hasMessageContaining("a rotation to another password is under way")
        .hasMessageContaining("--abandon")
        .hasMessageNotContaining("Given-Password");
    verify(steps, never()).servers(any(), any());
  }

  @Test
  void theSameOneGoesOn() {
    cluster(States.all(OLD), PENDING);
    when(store.is("v2", "Given-Password-#1")).thenReturn(true);
    rotate.run(Optional.of("Given-Password-#1"));
    verify(store).promote(PENDING);
  }

  @Test
  void noSentinelIsRestartedWhileAServerIsBehind() {
    cluster(States.all(OLD), PENDING);
    states.server("a", NEW).server("b", NEW);
    doReturn(List.of("c (10.0.3.10): the connection broke")).when(steps).servers(any(), any());
    assertThatThrownBy(() -> rotate.run(Optional.empty()))
        .hasMessageContaining("c (10.0.3.10): the connection broke")
        .hasMessageContaining("goes on from here")
        .hasMessageContaining("--abandon");
    verify(steps, times(3)).servers(any(), any());
    verify(steps, never()).sentinel(any(), any());
    verify(store, never()).promote(any());
  }

  @Test
  void aNodeThatDiesInTheMiddleDoesNotKeepTheSentinelsApart() {
    cluster(States.all(OLD), PENDING);
    doAnswer(
            call -> {
              states.switchSentinel(B);
              states.away("a").silentServer("a");
              return List.of();
            })
        .when(steps)
        .sentinel(PENDING, B);
    assertThatThrownBy(() -> rotate.run(Optional.empty()))
        .hasMessageContaining("a (10.0.1.10): no SSH connection");
    verify(steps).sentinel(PENDING, C);
    verify(store, never()).promote(any());

    states.back("a").server("a", NEW).sentinel("a", NEW);
    rotate.run(Optional.empty());
    verify(store).promote(PENDING);
  }

  @Test
  void aSentinelThatDoesNotComeBackStopsIt() {
    cluster(States.all(OLD), PENDING);
    doReturn(List.of("b: gave up after 60 s")).when(steps).sentinel(PENDING, B);
    assertThatThrownBy(() -> rotate.run(Optional.empty()))
        .hasMessageContaining("gave up after 60 s");
    verify(steps, never()).sentinel(PENDING, C);
  }

  @Test
  void askedToStopItBringsTheSentinelsOverAndLeavesTheStore() {
    cluster(States.all(OLD), PENDING);
    doAnswer(
            call -> {
              rotate.stop();
              states.switchSentinel(B);
              return List.of();
            })
        .when(steps)
        .sentinel(PENDING, B);
    assertThatThrownBy(() -> rotate.run(Optional.empty())).hasMessage("stopped");
    verify(steps).sentinel(PENDING, A);
    verify(store, never()).promote(any());
  }

  @Test
  void askedToStopBeforeTheServersItStopsThere() {
    cluster(States.all(OLD), PENDING);
    rotate.stop();
    assertThatThrownBy(() -> rotate.run(Optional.empty())).hasMessage("stopped");
    verify(steps, never()).servers(any(), any());
  }

  @Test
  void theWayBackIsTheSameWay() {
    cluster(
        States.all(OLD).server("a", NEW).server("b", NEW).server("c", NEW).sentinel("b", NEW),
        PENDING);
    doAnswer(
            call -> {
              if (!swapped) {
                states.swap();
                swapped = true;
              }
              return states.prepare();
            })
        .when(steps)
        .prepare(BACK);
    rotate.abandon();
    InOrder order = inOrder(steps, store);
    order.verify(store).checkDiscardable(PENDING);
    order.verify(steps).servers(BACK, States.NODES);
    order.verify(steps).sentinel(BACK, B);
    order.verify(store).discard(PENDING);
    order.verify(steps).finish(BACK, States.NODES);
    verify(store, never()).promote(any());
    verify(steps, times(1)).sentinel(any(), any());
  }

  @Test
  void nothingToAbandon() {
    cluster(quiet(), BEFORE);
    assertThatThrownBy(rotate::abandon).hasMessageContaining("no rotation is under way");
    verify(store, never()).discard(any());
  }

  @Test
  void thePlanChangesNothing() {
    cluster(quiet(), BEFORE);
    assertThat(rotate.plan()).hasSize(4);
    states = States.all(OLD);
    doReturn(PENDING).when(store).versions();
    assertThat(rotate.plan())
        .containsExactly(
            "go on with the rotation that is under way: redis-server on a, b, c takes the new password");
    verify(store, never()).put(any());
    verify(steps, never()).servers(any(), any());
    verify(steps, never()).say(anyString());
  }
}
