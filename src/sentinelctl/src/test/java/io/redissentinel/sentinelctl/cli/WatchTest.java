package io.redissentinel.sentinelctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.redissentinel.sentinelctl.Bench;
import io.redissentinel.sentinelctl.cluster.ClusterLook;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** When the password's store is asked, and what stands in between. */
final class WatchTest {
  private final List<Long> asked = new ArrayList<>();
  private long now = Duration.ofHours(3).toNanos();
  private String secret = "same";
  private boolean lost;

  private final Watch watch =
      new Watch(bench(secret).look(), this::whole, () -> bench("").look(), () -> now);

  private Bench bench(String said) {
    Bench bench = new Bench();
    Bench.NODES.forEach(node -> bench.block(node, "secret", said));
    return lost ? bench.down("a") : bench;
  }

  private ClusterLook whole() {
    asked.add(Duration.ofNanos(now).toSeconds() - Duration.ofHours(3).toSeconds());
    return bench(secret).look();
  }

  private List<String> passwordsAfter(int seconds) {
    now += Duration.ofSeconds(seconds).toNanos();
    return ClusterStatus.of(watch.look()).nodes().stream()
        .map(ClusterStatus.Node::password)
        .toList();
  }

  @Test
  void theStoreIsAskedOnceAMinuteHoweverOftenTheNodesAre() {
    IntStream.range(0, 100).forEach(turn -> passwordsAfter(2));
    assertThat(asked).containsExactly(60L, 120L, 180L);
  }

  @Test
  void whoLooksLessOftenThanThatAsksEachTime() {
    IntStream.range(0, 3).forEach(turn -> passwordsAfter(90));
    assertThat(asked).containsExactly(90L, 180L, 270L);
  }

  @Test
  void inBetweenItsLastAnswerStands() {
    assertThat(passwordsAfter(2)).containsExactly("current", "current", "current");
    secret = "other";
    assertThat(passwordsAfter(57)).containsExactly("current", "current", "current");
    assertThat(passwordsAfter(1)).containsExactly("differs", "differs", "differs");
    assertThat(passwordsAfter(2)).containsExactly("differs", "differs", "differs");
  }

  @Test
  void allElseIsOfNow() {
    lost = true;
    assertThat(passwordsAfter(2)).containsExactly(null, "current", "current");
    assertThat(watch.look().healthy()).isFalse();
    assertThat(asked).isEmpty();
  }
}
