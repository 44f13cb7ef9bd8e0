package io.redissentinel.sentinelctl.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyDouble;
import static org.mockito.Mockito.atLeast;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.redissentinel.sentinelctl.CtlException;
import io.redissentinel.sentinelctl.cluster.ClusterLook;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.InOrder;

/** The order of things, and that all is put right whatever happens on the way. */
final class DrillTest {
  private static final double FAULT_AT = 1000;

  private final FaultOnNode fault = mock();
  private final Load load = mock();
  private final KeyCheck keys = mock();
  private final Supplier<ClusterLook> look = mock();
  private final ClusterLook healthy = mock();
  private final Time time = mock();
  private final List<String> progress = new ArrayList<>();
  private double now = FAULT_AT;

  @BeforeEach
  void aClusterThatFailsOver() throws InterruptedException {
    when(time.now()).thenAnswer(call -> now);
    doAnswer(
            call -> {
              now += call.<Duration>getArgument(0).toMillis() / 1e3;
              return null;
            })
        .when(time)
        .sleep(any());
    when(fault.inflict()).thenReturn(5000.0);
    when(load.here(5000.0)).thenReturn(FAULT_AT + 3);
    when(load.switched()).thenReturn(true);
    when(load.tried()).thenReturn(Map.of("b", 10L, "c", 12L));
    when(look.get()).thenReturn(healthy);
    when(healthy.healthy()).thenReturn(true);
    when(keys.of(any())).thenReturn(new Keys("10.0.2.10", Set.of(), 22));
  }

  private Drill drill(FaultKind kind) {
    return new Drill(Made.plan(kind), fault, load, keys, look, time, progress::add);
  }

  @Test
  void theOrderOfThings() throws InterruptedException {
    Drill.Seen seen = drill(FaultKind.STOP).run();
    InOrder order = inOrder(fault, load, keys, look);
    order.verify(fault).check();
    order.verify(load).start();
    order.verify(fault).inflict();
    order.verify(fault).undo();
    order.verify(look).get();
    order.verify(load).stop();
    order.verify(keys).of(Map.of("b", 10L, "c", 12L));
    // 3 s of load before, 15 s of fault.
    assertThat(seen.history().begin()).isEqualTo(-3);
    assertThat(seen.history().undone().getAsDouble()).isBetween(15.0, 15.5);
    assertThat(seen.history().back()).isPresent();
    assertThat(seen.history().keys()).isPresent();
  }

  @Test
  void nothingIsStartedWhereTheFaultIsNotPossible() throws InterruptedException {
    doThrow(CtlException.failed("no")).when(fault).check();
    assertThatThrownBy(drill(FaultKind.CUT)::run).hasMessage("no");
    verify(load, never()).start();
    verify(fault, never()).inflict();
  }

  @Test
  void nothingIsBrokenWhenTheLoadDoesNotWork() throws InterruptedException {
    doThrow(CtlException.failed("cannot write")).when(load).start();
    assertThatThrownBy(drill(FaultKind.STOP)::run).hasMessage("cannot write");
    verify(fault, never()).inflict();
    verify(load).close();
    // The keys that were written go, also those that no line has told of yet.
    verify(keys).of(Map.of("b", 1010L, "c", 1012L));
  }

  @Test
  void keysAreNotLookedForWhereNoneWereWritten() throws InterruptedException {
    when(load.tried()).thenReturn(Map.of("b", 0L));
    doThrow(CtlException.failed("no python")).when(load).start();
    assertThatThrownBy(drill(FaultKind.STOP)::run).hasMessage("no python");
    verify(keys, never()).of(any());
  }

  @Test
  void aFaultThatFailsHalfwayIsUndone() {
    when(fault.inflict()).thenThrow(CtlException.failed("the connection broke"));
    assertThatThrownBy(drill(FaultKind.CUT)::run).hasMessage("the connection broke");
    verify(fault).undo();
    verify(keys).of(any());
  }

  @Test
  void ctrlCWhileTheFaultLastsUndoesItThenEndsTheLoadThenDeletesTheKeys()
      throws InterruptedException {
    when(load.switched()).thenThrow(new IllegalStateException("interrupted here"));
    assertThatThrownBy(drill(FaultKind.STOP)::run).hasMessage("interrupted here");
    InOrder order = inOrder(fault, load, keys);
    order.verify(fault).undo();
    order.verify(load).close();
    order.verify(keys).of(any());
  }

  @Test
  void anInterruptionIsHandedOnWhenAllIsPutRight() throws InterruptedException {
    doThrow(new InterruptedException()).when(time).sleep(any());
    assertThatThrownBy(drill(FaultKind.STOP)::run).isInstanceOf(InterruptedException.class);
    verify(load).close();
    verify(keys).of(any());
  }

  @Test
  void theKeysAreDeletedWithoutTheInterruptionInTheWay() throws InterruptedException {
    doAnswer(
            call -> {
              Thread.currentThread().interrupt();
              throw CtlException.failed("broken by Ctrl-C");
            })
        .when(load)
        .start();
    when(keys.of(any()))
        .thenAnswer(
            call -> {
              assertThat(Thread.currentThread().isInterrupted()).isFalse();
              return new Keys("", Set.of(), 0);
            });
    assertThatThrownBy(drill(FaultKind.STOP)::run).hasMessage("broken by Ctrl-C");
    assertThat(Thread.interrupted()).isTrue();
    verify(keys).of(any());
  }

  @Test
  void healthyBeforeANewMasterIsNamedIsNotBack() throws InterruptedException {
    when(load.switched()).thenReturn(false, false, false, true);
    drill(FaultKind.KILL).run();
    InOrder order = inOrder(load, look);
    order.verify(load, atLeast(3)).switched();
    order.verify(look).get();
  }

  @Test
  void whoDoesNotComeBackIsWaitedForOnlySoLong() throws InterruptedException {
    when(healthy.healthy()).thenReturn(false);
    Drill.Seen seen = drill(FaultKind.KILL).run();
    assertThat(seen.history().back()).isEmpty();
    assertThat(now - FAULT_AT).isBetween(185.0, 186.0);
    verify(load).stop();
  }

  @Test
  void keysThatNobodyCanBeAskedForDoNotHideTheRest() throws InterruptedException {
    when(keys.of(any())).thenThrow(CtlException.failed("no master"));
    Drill.Seen seen = drill(FaultKind.KILL).run();
    assertThat(seen.history().keys()).isEqualTo(Optional.empty());
    assertThat(progress).contains("no master");
    verify(load).writes(anyDouble());
  }
}
