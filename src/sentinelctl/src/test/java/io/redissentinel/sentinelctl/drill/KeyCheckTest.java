package io.redissentinel.sentinelctl.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.endsWith;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.redissentinel.sentinelctl.ssh.NodeException;
import io.redissentinel.sentinelctl.ssh.NodeShell;
import io.redissentinel.sentinelctl.ssh.Result;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class KeyCheckTest {
  private static final Result FOUND =
      new Result(0, "master 10.0.2.10\nmissing b 3 4\nmissing b 9\nmissing c 1\ndeleted 96\n", "");

  private final NodeShell b = mock();
  private final NodeShell c = mock();
  private final KeyCheck check = new KeyCheck(List.of(b, c), "run1");
  private final Map<String, Long> tried = new TreeMap<>(Map.of("b", 50L, "c", 50L));

  @BeforeEach
  void nodes() {
    when(b.node()).thenReturn(Made.B);
    when(c.node()).thenReturn(Made.C);
  }

  @Test
  void whatTheNodeSaysIsRead() {
    when(b.run(any(), any(), any())).thenReturn(FOUND);
    assertThat(check.of(tried))
        .isEqualTo(
            new Keys(
                "10.0.2.10",
                Set.of(
                    new Write.Id("b", 3),
                    new Write.Id("b", 4),
                    new Write.Id("b", 9),
                    new Write.Id("c", 1)),
                96));
    verify(b).run(endsWith("'run1' 'b=50' 'c=50'"), any(), any());
  }

  @Test
  void anotherNodeIsAskedWhenOneCannot() {
    when(b.run(any(), any(), any())).thenThrow(new NodeException(Made.B, "off", "wait", null));
    when(c.run(any(), any(), any())).thenReturn(FOUND);
    assertThat(check.of(tried).deleted()).isEqualTo(96);
  }

  @Test
  void aConnectionThatCtrlCEndedIsTriedAgain() {
    when(b.run(any(), any(), any()))
        .thenThrow(new NodeException(Made.B, "lost", "wait", null))
        .thenReturn(FOUND);
    when(c.run(any(), any(), any())).thenThrow(new NodeException(Made.C, "lost", "wait", null));
    assertThat(check.of(tried).deleted()).isEqualTo(96);
  }

  @Test
  void whenNobodyCanTheReasonsAreTold() {
    when(b.run(any(), any(), any()))
        .thenReturn(new Result(1, "", "no sentinel names a server that says it is master\n"));
    when(c.run(any(), any(), any())).thenThrow(new NodeException(Made.C, "off", "wait", null));
    assertThatThrownBy(() -> check.of(tried))
        .hasMessageContaining("within the hour", "no sentinel names")
        .hasMessageContaining("c (10.0.3.10): off");
    // Who has answered is not asked again: the answer has taken its time.
    verify(b, times(1)).run(any(), any(), any());
    verify(c, times(2)).run(any(), any(), any());
  }
}
