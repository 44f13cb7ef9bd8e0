package io.redissentinel.sentinelctl.config;

import static io.redissentinel.sentinelctl.handover.Looks.healthy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.redissentinel.sentinelctl.CtlException;
import io.redissentinel.sentinelctl.cluster.ClusterLook;
import io.redissentinel.sentinelctl.handover.Looks;
import io.redissentinel.sentinelctl.stack.Preview;
import io.redissentinel.sentinelctl.stack.Preview.Change;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.InOrder;

final class ConfigSetTest {
  private static final String KEY = "maxMemoryPolicy";
  private static final List<String> VALUE = List.of("allkeys-lru");
  private static final String LINE = "maxmemory-policy=allkeys-lru min-replicas-to-write=1";

  private final ConfigSteps steps = mock();
  private final ConfigSet set = new ConfigSet(steps, Duration.ofSeconds(5));

  @BeforeEach
  void cluster() {
    when(steps.value(KEY)).thenReturn(Optional.of(List.of("noeviction")));
    when(steps.preview()).thenReturn(tags());
    when(steps.look()).thenReturn(healthy().look(), told("a"), told("a", "b"), told("a", "b", "c"));
  }

  private static Preview tags() {
    return new Preview(List.of(tag("a"), tag("b"), tag("c")));
  }

  private static Change tag(String key) {
    return new Change(
        "update", "aws:ec2/tag:Tag", "redis-%s-redis-settings".formatted(key), "", LINE);
  }

  private static ClusterLook told(String... keys) {
    Looks looks = healthy();
    for (String key : keys) {
      looks.told(key, LINE);
    }
    return looks.look();
  }

  @Test
  void theConfigurationThenThePreviewThenTheUpdateThenTheNodes() {
    assertThat(set.set(KEY, VALUE)).isTrue();
    InOrder order = inOrder(steps);
    order.verify(steps).look();
    order.verify(steps).set(KEY, Optional.of(VALUE));
    order.verify(steps).preview();
    order.verify(steps).up();
    order.verify(steps, times(3)).look();
  }

  @Test
  void aNodeThatDoesNotFollowIsNamed() {
    when(steps.look()).thenReturn(healthy().look(), told("a", "b"));
    assertThatThrownBy(() -> new ConfigSet(steps, Duration.ZERO).set(KEY, VALUE))
        .hasMessageContaining("c (10.0.3.10): has not read its tag yet");
  }

  @Test
  void anUpdateThatWouldDoMoreIsNotDoneAndTheConfigurationIsAsBefore() {
    Change instance = new Change("replace", "aws:ec2/instance:Instance", "redis-b", "i-b", "");
    when(steps.preview()).thenReturn(new Preview(List.of(tag("a"), instance)));
    assertThatThrownBy(() -> set.set(KEY, VALUE)).hasMessageContaining(instance.toString());
    verify(steps).set(KEY, Optional.of(List.of("noeviction")));
    verify(steps, never()).up();
  }

  @Test
  void aValueThatTheProgramRefusesLeavesTheConfigurationAsBefore() {
    when(steps.value(KEY)).thenReturn(Optional.empty());
    doThrow(CtlException.failed("must be one of")).when(steps).preview();
    assertThatThrownBy(() -> set.set(KEY, VALUE)).hasMessage("must be one of");
    verify(steps).set(KEY, Optional.empty());
    verify(steps, never()).up();
  }

  @Test
  void whatIsSoAlreadyNeedsNoUpdate() {
    when(steps.preview()).thenReturn(new Preview(List.of()));
    assertThat(set.set(KEY, VALUE)).isFalse();
    verify(steps, never()).up();
  }

  @Test
  void aClusterThatIsNotInOrderIsLeftAlone() {
    when(steps.look()).thenReturn(healthy().down("b").look());
    assertThatThrownBy(() -> set.set(KEY, VALUE))
        .hasMessageContaining("not every node could follow");
    verify(steps, never()).set(any(), any());
  }

  @Test
  void whatDoesNotChangeLiveIsRefusedBeforeAnybodyIsAsked() {
    assertThatThrownBy(() -> set.set("redisVersion", List.of("6.2.14")))
        .hasMessageContaining("does not change live");
    verify(steps, never()).look();
  }

  @Test
  void anUpdateThatFailsSaysWhatIsLeft() {
    doThrow(CtlException.failed("pulumi up failed")).when(steps).up();
    assertThatThrownBy(() -> set.set(KEY, VALUE))
        .hasMessageContaining("pulumi up failed; maxMemoryPolicy is in the stack's configuration");
  }

  @Test
  void theBackupsTimerHasToGoByItOnEveryNode() {
    when(steps.preview()).thenReturn(new Preview(List.of(backups("a"), backups("b"))));
    when(steps.look()).thenReturn(timers("6h", "6h"), timers("2h", "6h"), timers("2h", "2h"));
    assertThat(set.set("backupEvery", List.of("2h"))).isTrue();
    verify(steps).set("backupEvery", Optional.of(List.of("2h")));
    verify(steps).up();
    verify(steps, times(3)).look();
  }

  @Test
  void aTimerThatStaysAsItIsIsNamed() {
    when(steps.preview()).thenReturn(new Preview(List.of(backups("a"), backups("b"))));
    when(steps.look()).thenReturn(timers("6h", "6h"), timers("2h", "6h"));
    assertThatThrownBy(() -> new ConfigSet(steps, Duration.ZERO).set("backupEvery", List.of("2h")))
        .hasMessageContaining("b (10.0.2.10): has not read its tag yet")
        .hasMessageNotContaining("a (10.0.1.10)");
  }

  @Test
  void howOftenIsNothingToSetWhereThereAreNoBackups() {
    assertThatThrownBy(() -> set.set("backupEvery", List.of("2h")))
        .hasMessageContaining("nothing was changed, since no backups are configured");
    verify(steps, never()).set(any(), any());
  }

  private static Change backups(String key) {
    return new Change(
        "update", "aws:ec2/tag:Tag", "redis-%s-backups".formatted(key), "", every("2h"));
  }

  private static ClusterLook timers(String a, String b) {
    return healthy().backups("a", every(a)).backups("b", every(b)).look();
  }

  private static String every(String time) {
    return "bucket=bkt prefix=p/ every=" + time;
  }
}
