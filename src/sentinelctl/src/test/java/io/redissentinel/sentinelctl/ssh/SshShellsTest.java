package io.redissentinel.sentinelctl.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redissentinel.sentinelctl.CtlException;
import io.redissentinel.sentinelctl.ExitCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Commands on a node, logging in, and what hangs. */
class SshShellsTest extends WithSshd {

  @Test
  void aCommandRunsWithItsInputItsOutputsAndItsExitCode() {
    assertThat(run(sshd.settings(), "cat; echo oops >&2; exit 7", "héllo\n"))
        .isEqualTo(new Result(7, "héllo\n", "oops\n"));
  }

  @Test
  void aLargeInputAndALargeOutputPassEachOther() {
    String text = "0123456789abcdef".repeat(1 << 17);
    assertThat(run(sshd.settings(), "tee /dev/stderr", text))
        .returns(text.length(), it -> it.stdout().length())
        .returns(text.length(), it -> it.stderr().length());
  }

  @Test
  void whatACommandDoesNotReadDoesNotHoldItUp() {
    assertThat(run(sshd.settings(), "true", "x".repeat(1 << 22)).exitCode()).isZero();
  }

  @Test
  void aStreamHandsOnWhatComes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (SshShells shells = shells(sshd.settings())) {
      int code =
          shells.of(NODE).stream(
              "echo one; exit 3", InputStream.nullInputStream(), out, new ByteArrayOutputStream());
      assertThat(code).isEqualTo(3);
    }
    assertThat(out).hasToString("one\n");
  }

  @ParameterizedTest
  @CsvSource({"rsa, ''", "rsa, -m PEM", "ecdsa, ''", "ecdsa, -m PEM", "ed25519, ''"})
  void everyKindOfKeyThatEc2KnowsLogsIn(String type, String options) throws Exception {
    String[] more = options.isEmpty() ? new String[0] : options.split(" ");
    Path key = sshd.makeKey("other", type, more);
    sshd.authorize(key);
    SshSettings settings = sshd.settings(List.of(key), Optional.empty(), Optional.empty());
    assertThat(run(settings, "echo in", "").stdout()).isEqualTo("in\n");
  }

  @Test
  void aWrongKeyIsRefusedAndTheErrorSaysWhichOneAndWhatToDo() throws Exception {
    Path key = sshd.makeKey("stranger", "ed25519");
    SshSettings settings = sshd.settings(List.of(key), Optional.empty(), Optional.empty());
    assertThatThrownBy(() -> run(settings, "true", ""))
        .isInstanceOf(NodeException.class)
        .hasMessageContaining("a (127.0.0.1): user %s is refused".formatted(Sshd.user()))
        .hasMessageContaining(key.toString())
        .hasMessageContaining("--key")
        .returns(ExitCode.UNREACHABLE, e -> ((CtlException) e).exitCode());
  }

  @Test
  void theSecondKeyIsTriedToo() throws Exception {
    Path stranger = sshd.makeKey("stranger", "ed25519");
    SshSettings settings =
        sshd.settings(List.of(stranger, sshd.userKey()), Optional.empty(), Optional.empty());
    assertThat(run(settings, "echo in", "").stdout()).isEqualTo("in\n");
  }

  @Test
  void aFileThatIsNoKeyIsAUsageError() throws IOException {
    Path file = Files.writeString(folder.resolve("notes"), "hello\n");
    SshSettings settings = sshd.settings(List.of(file), Optional.empty(), Optional.empty());
    assertThatThrownBy(() -> run(settings, "true", ""))
        .hasMessageContaining("--key: " + file)
        .returns(ExitCode.USAGE, e -> ((CtlException) e).exitCode());
  }

  @Test
  void aServerThatHangsIsGivenUp() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      SshSettings settings = at(silent.getLocalPort(), Duration.ofSeconds(1));
      long begin = System.nanoTime();
      assertThatThrownBy(() -> run(settings, "true", ""))
          .isInstanceOf(NodeException.class)
          .hasMessageContaining("no answer within 1 s");
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(8));
    }
  }

  @Test
  void aPortThatNobodyListensOnIsAnErrorWithWhatToDo() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    assertThatThrownBy(() -> run(at(port, LIMIT), "true", ""))
        .isInstanceOf(NodeException.class)
        .hasMessageContaining("no SSH connection to port %d: Connection refused".formatted(port))
        .hasMessageContaining("sshCidrs")
        .hasMessageContaining("sentinelctl logs a --console");
  }

  private SshSettings at(int port, Duration limit) {
    SshSettings own = sshd.settings();
    return new SshSettings(
        own.user(),
        own.keys(),
        port,
        Optional.empty(),
        Optional.empty(),
        own.knownHosts(),
        own.userKnownHosts(),
        limit);
  }

  @Test
  void aCommandThatHangsIsGivenUpWithItsLastWords() {
    try (SshShells shells = shells(sshd.settings())) {
      NodeShell shell = shells.of(NODE);
      assertThatThrownBy(() -> shell.run("echo waiting; sleep 60", "", Duration.ofSeconds(3)))
          .isInstanceOf(NodeException.class)
          .hasMessageContaining("`echo waiting; sleep 60` has not finished within 3 s")
          .hasMessageContaining("its last words: waiting");
      assertThat(shell.run("echo again", "", LIMIT).stdout()).isEqualTo("again\n");
    }
  }

  @Test
  void aConnectionThatWasLostIsMadeAgain() throws Exception {
    try (SshShells shells = shells(sshd.settings())) {
      NodeShell shell = shells.of(NODE);
      // The shell's parent is sshd's process for this connection.
      assertThatThrownBy(() -> shell.run("kill -9 $PPID; sleep 5", "", LIMIT))
          .isInstanceOf(NodeException.class)
          .hasMessageContaining("a (127.0.0.1)");
      assertThat(shell.run("echo again", "", LIMIT).stdout()).isEqualTo("again\n");
    }
  }
}
