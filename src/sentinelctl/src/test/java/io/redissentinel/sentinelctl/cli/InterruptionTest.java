package io.redissentinel.sentinelctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** With a process of its own: what Ctrl-C does can only be seen from outside. */
final class InterruptionTest {
  /** Works until it is interrupted, and then puts things right for a while. */
  static final class Work {
    public static void main(String[] arguments) {
      try (Interruption interruption =
          new Interruption(Duration.ofSeconds(30), () -> System.out.println("told"))) {
        try {
          System.out.println("works");
          Thread.sleep(60_000);
        } catch (InterruptedException e) {
          System.out.println("undone, requested " + interruption.requested());
        }
      }
    }
  }

  @Test
  void theProcessEndsWhenThingsArePutRightAndNotBefore() throws Exception {
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    System.getProperty("java.class.path"),
                    Work.class.getName()))
            .redirectErrorStream(true)
            .start();
    try (var output = process.inputReader()) {
      assertThat(output.readLine()).isEqualTo("works");
      // SIGTERM; SIGINT takes the same way.
      process.toHandle().destroy();
      assertThat(output.readLine()).isEqualTo("told");
      assertThat(output.readLine()).isEqualTo("undone, requested true");
      assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(143);
    } finally {
      process.destroyForcibly();
    }
  }
}
