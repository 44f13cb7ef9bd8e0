package io.redissentinel.sentinelctl.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redissentinel.sentinelctl.CtlException;
import io.redissentinel.sentinelctl.ExitCode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The ways to a node that is not reached directly, and OpenSSH's own client. */
class WaysTest extends WithSshd {
  @Test
  void throughAProxyCommand() {
    SshSettings settings =
        sshd.settings(List.of(sshd.userKey()), Optional.empty(), Optional.of(relay("%h %p")));
    assertThat(run(settings, "echo in", "").stdout()).isEqualTo("in\n");
  }

  @Test
  void aProxyCommandThatFailsIsQuoted() {
    SshSettings settings =
        sshd.settings(List.of(sshd.userKey()), Optional.empty(), Optional.of(relay("127.0.0.1 1")));
    assertThatThrownBy(() -> run(settings, "true", ""))
        .isInstanceOf(NodeException.class)
        .hasMessageContaining("cannot connect to 127.0.0.1 port 1");
  }

  @Test
  void aProxyCommandThatHangsIsGivenUp() {
    SshSettings own = sshd.settings();
    SshSettings settings =
        new SshSettings(
            own.user(),
            own.keys(),
            own.port(),
            Optional.empty(),
            Optional.of("sleep 60"),
            own.knownHosts(),
            own.userKnownHosts(),
            Duration.ofSeconds(1));
    assertThatThrownBy(() -> run(settings, "true", ""))
        .isInstanceOf(NodeException.class)
        .hasMessageContaining("no answer within 1 s");
  }

  /** The launcher's way into the lab's network. */
  private static String relay(String target) {
    Path script = Path.of("../../bin/lib/relay.py").toAbsolutePath().normalize();
    return "python3 '%s' %s".formatted(script, target);
  }

  @Test
  void throughAJumpHost() throws IOException {
    sshd.rememberAsUser();
    assertThat(run(jumping(), "echo in", "").stdout()).isEqualTo("in\n");
  }

  @Test
  void aJumpHostThatTheUserDoesNotKnowIsRefused() {
    assertThatThrownBy(() -> run(jumping(), "true", ""))
        .isInstanceOf(CtlException.class)
        .hasMessageContaining("jump host " + Sshd.user() + "@127.0.0.1")
        .hasMessageContaining("user_known_hosts")
        .returns(ExitCode.UNREACHABLE, e -> ((CtlException) e).exitCode());
  }

  private SshSettings jumping() {
    Jump jump = new Jump(Sshd.user(), "127.0.0.1", sshd.port());
    return sshd.settings(List.of(sshd.userKey()), Optional.of(jump), Optional.empty());
  }

  @Test
  void openSshGetsInWithTheSamePins() throws Exception {
    SshShells shells = shells(sshd.settings());
    shells.pin(NODE);
    List<String> argv = OpenSsh.command(sshd.settings(), NODE, "echo in");
    Process ssh = new ProcessBuilder(argv).redirectErrorStream(true).start();
    ssh.getOutputStream().close();
    assertThat(new String(ssh.getInputStream().readAllBytes())).contains("in");
    assertThat(ssh.waitFor()).isZero();
  }

  @Test
  void openSshGetsInThroughTheJumpHost() throws Exception {
    sshd.rememberAsUser();
    shells(sshd.settings()).pin(NODE);
    Process ssh =
        new ProcessBuilder(OpenSsh.command(jumping(), NODE, "echo in"))
            .redirectErrorStream(true)
            .start();
    ssh.getOutputStream().close();
    assertThat(new String(ssh.getInputStream().readAllBytes())).contains("in");
    assertThat(ssh.waitFor()).isZero();
  }
}
