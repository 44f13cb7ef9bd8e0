package io.redissentinel.sentinelctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.redissentinel.sentinelctl.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.AutoComplete;
import picocli.CommandLine;

/** Options, errors, completion. */
class CommandLineTest {
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    CommandLine line = Main.commandLine();
    line.setErr(new PrintWriter(err, true));
    line.setOut(new PrintWriter(new StringWriter()));
    return line.execute(arguments);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"status", "verify", "backup", "backups", "logs", "ssh", "cli", "completion"})
  void everyCommandExplainsItself(String command) {
    assertThat(run(command, "--help")).isZero();
    assertThat(Main.commandLine().getSubcommands().get(command).getUsageMessage())
        .contains("sentinelctl " + command)
        .doesNotContain("%%");
  }

  @ParameterizedTest
  @CsvSource({
    "status --output yaml, yaml",
    "status --timeout soon, must be a time such as 20s",
    "status --timeout 0, must be a time such as 20s",
    "status --nonsense, --nonsense",
    "verify extra, extra",
    "ssh, NODE",
    "backups --last -1, must be 0 or more",
    "backup --output xml, xml",
    "completion fish, fish",
  })
  void aWrongCommandLineIsAUsageError(String arguments, String message) {
    assertThat(run(arguments.split(" "))).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ssh b ls -l", "ssh b -- ls -l", "cli -n b info -x", "cli -- --bigkeys"})
  void whatFollowsIsAnotherCommands(String arguments) {
    Main.commandLine().parseArgs(arguments.split(" "));
  }

  @ParameterizedTest
  @CsvSource({"20, 20", "20s, 20", "2m, 120"})
  void timesAreRead(String text, long seconds) {
    assertThat(new Seconds().convert(text)).hasSeconds(seconds);
  }

  @Test
  void aFolderThatIsNotThereIsAUsageError(@TempDir Path folder) {
    assertThat(run("status", "--project", folder.resolve("absent").toString()))
        .isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("there is no").contains("absent");
  }

  @Test
  void aLogThatIsNoneIsAUsageErrorBeforeAnythingIsAsked(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("Pulumi.yaml"), "name: p\n");
    assertThat(run("logs", "--of", "mail", "--project", folder.toString()))
        .isEqualTo(ExitCode.USAGE);
    assertThat(err.toString())
        .contains("--of: must be some of bootstrap, redis, sentinel, compile");
  }

  /** Bash itself reads the completion, and completes a command. */
  @Test
  void bashCompletesCommands(@TempDir Path folder) throws Exception {
    Path script = folder.resolve("completion");
    Files.writeString(script, AutoComplete.bash("sentinelctl", Main.commandLine()));
    Process bash =
        new ProcessBuilder(
                List.of(
                    "bash",
                    "-c",
                    """
                    . "$0"
                    COMP_WORDS=(sentinelctl ver) COMP_CWORD=1 COMP_LINE='sentinelctl ver'
                    _complete_sentinelctl; echo "${COMPREPLY[@]}"
                    """,
                    script.toString()))
            .redirectErrorStream(true)
            .start();
    assertThat(new String(bash.getInputStream().readAllBytes())).isEqualTo("verify\n");
  }
}
