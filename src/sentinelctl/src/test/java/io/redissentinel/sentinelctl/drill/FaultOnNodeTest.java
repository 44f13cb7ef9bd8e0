package io.redissentinel.sentinelctl.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.contains;
import static org.mockito.ArgumentMatchers.startsWith;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.redissentinel.sentinelctl.CtlException;
import io.redissentinel.sentinelctl.ExitCode;
import io.redissentinel.sentinelctl.ssh.NodeException;
import io.redissentinel.sentinelctl.ssh.NodeShell;
import io.redissentinel.sentinelctl.ssh.Result;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class FaultOnNodeTest {
  private final NodeShell shell = mock();
  private final Time time = mock();
  private final NodeException gone =
      new NodeException(Made.A, "the connection is lost", "wait", null);

  @BeforeEach
  void node() {
    when(shell.node()).thenReturn(Made.A);
  }

  private FaultOnNode fault(FaultKind kind) {
    return new FaultOnNode(shell, Made.plan(kind), time);
  }

  private void answers(int exitCode, String stdout, String stderr) {
    when(shell.run(any(), any(), any())).thenReturn(new Result(exitCode, stdout, stderr));
  }

  @Test
  void itSaysWhatForHowLongAndWhenTheNodeUndoesItByItself() {
    answers(0, "1700000000.123456789\n", "");
    assertThat(fault(FaultKind.STOP).inflict()).isEqualTo(1700000000.123456789);
    verify(shell)
        .run(contains("sudo -n sh -s -- inflict stop 15 35"), startsWith("#!/bin/sh"), any());
  }

  @Test
  void aCutLastsLongerThanMaxLag() {
    answers(0, "1.5\n", "");
    fault(FaultKind.CUT).inflict();
    verify(shell).run(contains("inflict cut 15 35"), any(), any());
  }

  @Test
  void whatIsNotPossibleOnTheNodeSaysWhy() {
    answers(3, "", "there is no systemd-run\n");
    assertThatThrownBy(fault(FaultKind.CUT)::check)
        .hasMessage("a (10.0.1.10): --fault cut is not possible: there is no systemd-run");
  }

  @Test
  void anotherFailureNamesTheActionAndTheExitCode() {
    answers(1, "", "boom\n");
    assertThatThrownBy(fault(FaultKind.KILL)::inflict)
        .hasMessage("a (10.0.1.10): inflict of --fault kill: exit code 1: boom");
  }

  @Test
  void aFaultThatDoesNotTellItsTimeIsAFailure() {
    answers(0, "what?\n", "");
    assertThatThrownBy(fault(FaultKind.KILL)::inflict).hasMessageContaining("it says: what?");
  }

  @ParameterizedTest
  @EnumSource(
      value = FaultKind.class,
      names = {"KILL", "FAILOVER", "REBOOT"})
  void whatHealsByItselfIsNotUndone(FaultKind kind) {
    fault(kind).undo();
    verify(shell, never()).run(any(), any(), any());
  }

  @ParameterizedTest
  @EnumSource(
      value = FaultKind.class,
      names = {"DEBUG_SLEEP", "STOP", "CUT"})
  void whatLastsIsUndone(FaultKind kind) {
    answers(0, "", "");
    fault(kind).undo();
    verify(shell).run(contains("undo " + kind), any(), any());
  }

  @Test
  void undoingConnectsAgainWhenTheConnectionIsLost() {
    when(shell.run(any(), any(), any())).thenThrow(gone, gone).thenReturn(new Result(0, "", ""));
    fault(FaultKind.STOP).undo();
    verify(shell, times(3)).run(any(), any(), any());
  }

  @Test
  void undoingThatCannotBeDoneSaysWhenTheNodeDoesIt() {
    when(shell.run(any(), any(), any())).thenThrow(gone);
    assertThatThrownBy(fault(FaultKind.STOP)::undo)
        .isInstanceOf(CtlException.class)
        .hasMessageContaining("by itself, 35 s after it began", "the connection is lost")
        .extracting(e -> ((CtlException) e).exitCode())
        .isEqualTo(ExitCode.UNREACHABLE);
  }

  @Test
  void anInterruptionDoesNotKeepItFromBeingUndone() throws InterruptedException {
    when(shell.run(any(), any(), any()))
        .thenAnswer(
            call -> {
              assertThat(Thread.currentThread().isInterrupted()).isFalse();
              throw gone;
            })
        .thenReturn(new Result(0, "", ""));
    doThrow(InterruptedException.class).when(time).sleep(any());
    Thread.currentThread().interrupt();
    fault(FaultKind.STOP).undo();
    assertThat(Thread.interrupted()).isTrue();
    verify(shell, times(2)).run(any(), any(), any());
  }
}
