package io.redissentinel.lab.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redissentinel.lab.cloud.HostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandTest {

  @Test
  void givesItsInputAndReturnsItsOutput() {
    assertThat(Command.of("cat").input("one\ntwo\n").run().output()).isEqualTo("one\ntwo\n");
  }

  @Test
  void namesTheCommandTheCodeAndWhatItComplainedOf() {
    assertThatThrownBy(() -> Command.of("sh", "-c", "echo no such disk >&2; exit 7").run())
        .isInstanceOf(HostException.class)
        .hasMessageContaining("sh -c")
        .hasMessageEndingWith("exit code 7: no such disk");
  }

  @Test
  void leavesTheExitCodeToTheCallerOfAttempt() {
    assertThat(Command.of("sh", "-c", "exit 3").attempt().exitCode()).isEqualTo(3);
  }

  @Test
  void endsWhatTakesTooLong() {
    assertThatThrownBy(() -> Command.of("sleep", "60").limit(Duration.ofMillis(200)).run())
        .isInstanceOf(HostException.class)
        .hasMessageContaining("sleep 60: not finished after 200 ms");
  }

  @Test
  void saysWhichProgramIsMissing() {
    assertThatThrownBy(() -> Command.of("no-such-program-here").run())
        .isInstanceOf(HostException.class)
        .hasMessageContaining("no-such-program-here: cannot be started");
  }

  @Test
  void aDetachedCommandIsInASessionOfItsOwn(@TempDir Path folder) {
    Path log = folder.resolve("log");
    // The sixth field of /proc/PID/stat is the session.
    String script = "set -- $(cat /proc/$$/stat); [ $6 = $$ ] && echo own session, $WORD";
    Command.of("sh", "-c", script).startDetached(log, Map.of("WORD", "yes"));
    assertThat(Await.until(Duration.ofSeconds(10), () -> Tail.of(log, 1).endsWith("yes")))
        .withFailMessage(() -> "log: " + (Files.exists(log) ? Tail.of(log, 5) : "none"))
        .isTrue();
  }
}
