package io.redissentinel.lab.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redissentinel.lab.cloud.HostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadinessTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  @TempDir private Path folder;
  private NodeRoot root;
  private final List<String> progress = new ArrayList<>();

  @BeforeEach
  void setUp() {
    root =
        new NodeRoot(new LabSettings("x", folder, folder, folder, folder, Optional.empty()), "i-1");
  }

  @Test
  void reportsEachLineOnceAndReturnsWhenReady() {
    say("running redis: compiling");
    List<String> script =
        new ArrayList<>(List.of("running role: waiting", "ready start: a replica"));
    // Each look is followed by the question whether to go on: the node's next word comes then.
    await(
        () -> {
          if (!script.isEmpty()) {
            say(script.remove(0));
          }
          return false;
        },
        () -> true);
    assertThat(progress)
        .containsExactly("redis: compiling", "role: waiting", "ready start: a replica");
  }

  @Test
  void aFailureComesWithTheEndOfTheNodesLog() {
    Folders.write(root.log(), "one\n".repeat(30) + "cc: out of memory\n");
    say("failed redis: make ended with 2");
    assertThatThrownBy(() -> await(() -> false, () -> true))
        .isInstanceOf(HostException.class)
        .hasMessageContaining("i-1: failed redis: make ended with 2")
        .hasMessageEndingWith("cc: out of memory")
        .satisfies(e -> assertThat(e.getMessage().lines().count()).isEqualTo(27));
  }

  @Test
  void aNodeThatDiedBeforeItsLogBeganIsToldFromItsConsole() {
    Folders.write(root.consoleLog(), "\u001b[0;31mFailed to mount\u001b[0m /data.\r\n");
    assertThatThrownBy(() -> await(() -> false, () -> false))
        .isInstanceOf(HostException.class)
        .hasMessageContaining("it is not running any more; it said: nothing yet")
        .hasMessageEndingWith("Failed to mount /data.");
  }

  @Test
  void silenceHasALimit() {
    say("running role: waiting for b");
    assertThatThrownBy(
            () ->
                new Readiness("i-1", root, () -> true, () -> false)
                    .await(Duration.ofMillis(300), progress::add, () -> false))
        .hasMessageContaining("no news for 0 s; it said: running role: waiting for b");
  }

  @Test
  void canBeCancelled() {
    assertThatThrownBy(() -> await(() -> true, () -> true))
        .isInstanceOf(HostException.class)
        .hasMessageContaining("cancelled");
  }

  private void await(BooleanSupplier cancelled, BooleanSupplier running) {
    new Readiness("i-1", root, running, () -> false).await(LIMIT, progress::add, cancelled);
  }

  private void say(String line) {
    Folders.write(root.status(), line + "\n");
  }
}
