package io.redissentinel.sentinelctl.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redissentinel.sentinelctl.stack.NodeRef;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** That a node's host key is the one that its console shows, and stays it. */
class HostKeysTest extends WithSshd {
  @Test
  void theKeyOfTheConsoleIsPinnedUnderTheInstance() throws IOException {
    run(sshd.settings(), "true", "");
    assertThat(Files.readString(sshd.pins()))
        .startsWith(NODE.instanceId() + " ssh-ed25519 AAAA")
        .hasLineCount(1);
  }

  @Test
  void aPinnedKeyNeedsNoConsole() {
    run(sshd.settings(), "true", "");
    try (SshShells shells =
        new SshShells(
            sshd.settings(),
            node -> {
              throw new AssertionError("asked");
            })) {
      assertThat(shells.of(NODE).run("echo in", "", LIMIT).stdout()).isEqualTo("in\n");
    }
  }

  @Test
  void aKeyThatTheConsoleDoesNotShowIsNeverTrusted() {
    try (SshShells shells = new SshShells(sshd.settings(), node -> "booting")) {
      assertThatThrownBy(() -> shells.of(NODE).run("true", "", LIMIT))
          .isInstanceOf(NodeException.class)
          .hasMessageContaining("its host key is not known");
    }
    assertThat(sshd.pins()).doesNotExist();
  }

  @Test
  void aChangedHostKeyIsAnErrorThatSaysHowToUnpin() throws Exception {
    run(sshd.settings(), "true", "");
    sshd.changeHostKey();
    assertThatThrownBy(() -> run(sshd.settings(), "true", ""))
        .isInstanceOf(NodeException.class)
        .hasMessageContaining("it shows the host key ssh-ed25519 SHA256:")
        .hasMessageContaining("ssh-keygen -R %s -f %s".formatted(NODE.instanceId(), sshd.pins()));
  }

  @Test
  void aReplacedInstanceIsNoChangedKey() throws Exception {
    run(sshd.settings(), "true", "");
    sshd.changeHostKey();
    NodeRef replaced =
        new NodeRef("a", "i-0fedcba9876543210", "zone-1a", "127.0.0.1", "vol-1", "eni-1");
    try (SshShells shells = shells(sshd.settings())) {
      assertThat(shells.of(replaced).run("echo in", "", LIMIT).stdout()).isEqualTo("in\n");
    }
  }
}
