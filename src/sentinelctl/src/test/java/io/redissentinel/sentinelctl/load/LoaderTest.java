package io.redissentinel.sentinelctl.load;

import static io.redissentinel.sentinelctl.handover.Looks.A;
import static io.redissentinel.sentinelctl.handover.Looks.B;
import static io.redissentinel.sentinelctl.handover.Looks.healthy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.ArgumentMatchers.eq;
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
import io.redissentinel.sentinelctl.handover.Looks;
import io.redissentinel.sentinelctl.stack.NodeRef;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mockito.InOrder;

/** A cluster that does what it is told: the node that switches is the master then. */
@Timeout(30)
final class LoaderTest {
  private static final String ID = "restore-1";
  private static final List<Source> ONE = List.of(new Source.Upload(Path.of("dump.rdb")));
  private static final List<Source> TWO =
      List.of(new Source.Backup("1.rdb"), new Source.Backup("2.rdb"));

  private final LoadSteps steps = mock();
  private String master = "a";
  private long keys;

  @BeforeEach
  void cluster() {
    when(steps.look()).thenAnswer(call -> looks().look());
    when(steps.check(any(), any())).thenReturn(checked(1));
    when(steps.switchOver(any(), any()))
        .thenAnswer(
            call -> {
              master = call.<NodeRef>getArgument(0).key();
              long before = keys;
              keys = 7;
              return new Switched(before, 7, 1, Map.of("withoutWrites", 2.5), List.of("a warning"));
            });
    when(steps.undo(any(), any())).thenReturn(new Undone(true, false));
    when(steps.handOver(any()))
        .thenAnswer(
            call -> {
              String from = master;
              master = call.<NodeRef>getArgument(0).key();
              return new HandoverResult(from, master, 400, 450, 0, List.of());
            });
  }

  private Looks looks() {
    return healthy().master(master).keys(keys);
  }

  private static Checked checked(int files) {
    Checked.File file = new Checked.File("x.rdb", 1 << 20, 9, "5.0.7", 7, 1);
    return new Checked(Collections.nCopies(files, file), 7L * files, files);
  }

  private Loader loader(boolean replace) {
    return loader(replace, Duration.ofSeconds(5));
  }

  private Loader loader(boolean replace, Duration nodeLimit) {
    return new Loader(steps, new Loader.Options(replace, nodeLimit), ID);
  }

  @Test
  void aReplicaFetchesChecksAsksSwitchesAndTheOldDataGoesWhenAllHaveTheNew() {
    LoadResult result = loader(false).run(ONE);
    assertThat(result.master()).isEqualTo("b");
    assertThat(result.keys())
        .containsExactly(Map.entry("a", 7L), Map.entry("b", 7L), Map.entry("c", 7L));
    assertThat(result)
        .hasToString("0 keys before, 7 now (a 7, b 7, c 7); master b; 2.5 s without writes");
    InOrder order = inOrder(steps);
    order.verify(steps).look();
    order.verify(steps).fetch(B, ID, ONE.get(0));
    order.verify(steps).check(B, ID);
    order.verify(steps).confirm("Replace the cluster's data (0 keys) by 7 keys?");
    order.verify(steps).look();
    order.verify(steps).switchOver(B, ID);
    order.verify(steps).say("a warning");
    order.verify(steps).look();
    order.verify(steps).commit(B, ID);
    verify(steps, never()).undo(any(), any());
    verify(steps, never()).merge(any(), any());
  }

  @Test
  void severalFilesAreMergedBeforeAnybodyIsAsked() {
    when(steps.check(any(), any())).thenReturn(checked(2), checked(1));
    loader(false).run(TWO);
    InOrder order = inOrder(steps);
    order.verify(steps).fetch(B, ID, TWO.get(0));
    order.verify(steps).fetch(B, ID, TWO.get(1));
    order.verify(steps).check(B, ID);
    order.verify(steps).merge(B, ID);
    order.verify(steps).check(B, ID);
    order.verify(steps).confirm(anyString());
    order.verify(steps).switchOver(B, ID);
  }

  @Test
  void keysThatWouldBeLostAreSaidBeforeAnythingIsFetched() {
    keys = 1234;
    assertThatThrownBy(() -> loader(false).run(ONE))
        .isInstanceOfSatisfying(
            CtlException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
        .hasMessageContaining("holds 1,234 keys, which would be lost; --replace");
    verify(steps, never()).fetch(any(), any(), any());
  }

  @Test
  void withReplaceTheyAreCounted() {
    keys = 1234;
    assertThat(loader(true).run(ONE).toString()).startsWith("1,234 keys before, 7 now");
  }

  @Test
  void aClusterThatIsNotInOrderIsNotTouched() {
    when(steps.look()).thenAnswer(call -> healthy().down("c").look());
    assertThatThrownBy(() -> loader(true).run(ONE))
        .isInstanceOfSatisfying(
            CtlException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.UNHEALTHY))
        .hasMessageContaining("nothing was changed")
        .hasMessageContaining("c (10.0.3.10): no answer");
    verify(steps, never()).fetch(any(), any(), any());
  }

  @Test
  void theReplicaWithTheMostRoomLoads() {
    when(steps.look()).thenAnswer(call -> looks().free("b", 5_000_000).free("c", 9_000_000).look());
    assertThat(loader(false).run(ONE).master()).isEqualTo("c");
  }

  @Test
  void anotherNodeWithoutRoomIsSaidBeforeTheSwitch() {
    when(steps.look()).thenAnswer(call -> looks().free("b", 9_000_000).free("c", 1_000).look());
    assertThatThrownBy(() -> loader(false).run(ONE))
        .hasMessageContaining("node c (10.0.3.10) has 0 MiB free on /data and needs 2")
        .hasMessageContaining("the cluster and its data were not touched");
    verify(steps).clean(B, ID);
    verify(steps, never()).switchOver(any(), any());
  }

  @Test
  void aFileThatCannotBeHadOrReadIsRemovedAgainAndNothingElseHappens() {
    doThrow(CtlException.failed("b: the upload ended")).when(steps).fetch(any(), any(), any());
    assertUntouched("the upload ended");
    doAnswer(call -> null).when(steps).fetch(any(), any(), any());
    doThrow(CtlException.failed("RDB version 11")).when(steps).check(any(), any());
    assertUntouched("RDB version 11");
    verify(steps, times(2)).clean(B, ID);
  }

  @Test
  void aNoIsANo() {
    doThrow(CtlException.failed("nothing was changed")).when(steps).confirm(any());
    assertUntouched("nothing was changed");
    verify(steps).clean(B, ID);
  }

  @Test
  void aFailoverInTheMeantimeIsNoticed() {
    doAnswer(
            call -> {
              master = "b";
              return null;
            })
        .when(steps)
        .confirm(any());
    assertUntouched("there was a failover meanwhile: b (10.0.2.10) is master");
  }

  private void assertUntouched(String why) {
    assertThatThrownBy(() -> loader(true).run(ONE))
        .hasMessageContaining(why)
        .hasMessageEndingWith("; the cluster and its data were not touched");
    verify(steps, never()).switchOver(any(), any());
    verify(steps, never()).undo(any(), any());
  }

  @Test
  void aSwitchThatFailsHasPutEverythingBackAndIsAskedAgainWhetherItHas() {
    doThrow(CtlException.failed("redis-server cannot load it; everything is as before"))
        .when(steps)
        .switchOver(any(), any());
    when(steps.undo(any(), any())).thenReturn(new Undone(false, false));
    assertThatThrownBy(() -> loader(false).run(ONE))
        .hasMessageContaining("redis-server cannot load it")
        .hasMessageEndingWith("the cluster has its data of before");
    InOrder order = inOrder(steps);
    order.verify(steps).undo(B, ID);
    order.verify(steps).clean(B, ID);
    verify(steps, never()).handOver(any());
    verify(steps, never()).commit(any(), any());
  }

  @Test
  void aNodeThatIsGoneIsNotWaitedForWhenTheDataIsBack() {
    doThrow(CtlException.failed("the master does not answer; everything is as before"))
        .when(steps)
        .switchOver(any(), any());
    when(steps.undo(any(), any()))
        .thenAnswer(
            call -> {
              when(steps.look()).thenAnswer(again -> looks().master("c").down("a").look());
              return new Undone(false, false);
            });
    assertThatThrownBy(() -> loader(false, Duration.ofSeconds(1)).run(ONE))
        .hasMessageContaining("the cluster has its data of before, and the cluster is not in order")
        .hasMessageContaining("a (10.0.1.10): no answer");
    verify(steps).clean(B, ID);
  }

  @Test
  void dataThatAFailoverHasUndoneIsNoSuccess() {
    doAnswer(
            call -> {
              master = "c";
              return new Switched(0, 7, 1, Map.of("withoutWrites", 2.5), List.of());
            })
        .when(steps)
        .switchOver(any(), any());
    assertThatThrownBy(() -> loader(false).run(ONE))
        .hasMessageContaining("c (10.0.3.10) is master, and not b (10.0.2.10)");
    verify(steps).undo(B, ID);
    verify(steps, never()).commit(any(), any());
  }

  @Test
  void aNodeThatIsTheMasterHandsOverBeforeItIsUndone() {
    when(steps.look())
        .thenAnswer(
            call -> (master.equals("b") ? looks().unevenKeys("c", 5_000_000) : looks()).look());
    when(steps.undo(eq(B), any())).thenReturn(new Undone(false, true), new Undone(true, false));
    assertThatThrownBy(() -> loader(false).run(ONE))
        .hasMessageContaining("different numbers of keys: a 7, b 7, c 5,000,000");
    InOrder order = inOrder(steps);
    order.verify(steps).undo(B, ID);
    order.verify(steps).handOver(A);
    order.verify(steps).undo(B, ID);
    order.verify(steps).clean(B, ID);
  }

  @Test
  void whatCannotBeUndoneSaysWhereTheOldDataIs() {
    doThrow(CtlException.failed("the connection broke")).when(steps).switchOver(any(), any());
    doThrow(CtlException.failed("no SSH connection")).when(steps).undo(any(), any());
    assertThatThrownBy(() -> loader(false).run(ONE))
        .hasMessageContaining("the connection broke; and it is not undone: no SSH connection")
        .hasMessageContaining("/data/.redis-node/load/restore-1/aside")
        .hasMessageContaining("redis-node-load undo --id restore-1");
  }

  /** Ctrl-C in each phase: what puts things right is not interrupted itself. */
  @Test
  void anInterruptionIsUndoneWhereverItHappens() {
    doAnswer(call -> interrupted()).when(steps).fetch(any(), any(), any());
    assertInterrupted("the cluster and its data were not touched");
    doAnswer(call -> null).when(steps).fetch(any(), any(), any());
    doAnswer(call -> interrupted()).when(steps).check(any(), any());
    assertInterrupted("the cluster and its data were not touched");
    doAnswer(call -> checked(1)).when(steps).check(any(), any());
    doAnswer(call -> interrupted()).when(steps).switchOver(any(), any());
    assertInterrupted("the cluster has its data of before");
    verify(steps).undo(B, ID);
    doAnswer(call -> interrupted()).when(steps).commit(any(), any());
    doAnswer(
            call -> {
              master = "b";
              return new Switched(0, 7, 1, Map.of(), List.of());
            })
        .when(steps)
        .switchOver(any(), any());
    assertInterrupted("the cluster has its data of before");
    verify(steps, times(2)).undo(B, ID);
    verify(steps, times(4)).clean(B, ID);
  }

  private static Object interrupted() {
    Thread.currentThread().interrupt();
    throw CtlException.failed("broken");
  }

  private void assertInterrupted(String state) {
    doAnswer(
            call -> {
              assertThat(Thread.currentThread().isInterrupted()).isFalse();
              return null;
            })
        .when(steps)
        .clean(any(), any());
    assertThatThrownBy(() -> loader(true).run(ONE)).hasMessage("interrupted; " + state);
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void aDryRunFetchesChecksAndRemoves() {
    assertThat(loader(false).dryRun(ONE).keys()).isEqualTo(7);
    InOrder order = inOrder(steps);
    order.verify(steps).fetch(B, ID, ONE.get(0));
    order.verify(steps).check(B, ID);
    order.verify(steps).say("it would be loaded on b (10.0.2.10), which would be the master then");
    order.verify(steps).clean(B, ID);
    verify(steps, never()).confirm(any());
    verify(steps, never()).switchOver(any(), any());
  }
}
