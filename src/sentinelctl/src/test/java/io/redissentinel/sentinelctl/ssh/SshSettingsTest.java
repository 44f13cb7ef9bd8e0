package io.redissentinel.sentinelctl.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redissentinel.sentinelctl.Recorded;
import io.redissentinel.sentinelctl.stack.NodeRef;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The forms of options, and OpenSSH's command line. */
class SshSettingsTest {
  private static final NodeRef NODE = Recorded.outputs().node("a");

  @ParameterizedTest
  @CsvSource({
    "me@bastion, me@bastion:22",
    "me@bastion.example.com:2222, me@bastion.example.com:2222",
    "me@[::1]:2222, me@[::1]:2222",
  })
  void aJumpHostIsRead(String text, String read) {
    assertThat(Jump.parse(text)).hasToString(read);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bastion", "me@", "@bastion", "me@bastion:ssh", "me@a b", ""})
  void whatIsNoJumpHostIsRefused(String text) {
    assertThatThrownBy(() -> Jump.parse(text)).hasMessageContaining("--jump: must be USER@HOST");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {"plain, 'plain'", "it's, `'it'\\''s'`", "$(reboot), '$(reboot)'"})
  void aWordIsQuoted(String word, String quoted) {
    assertThat(NodeShell.quote(word)).isEqualTo(quoted);
  }

  @Test
  void openSshChecksTheSamePinsUnderTheSameName() {
    assertThat(OpenSsh.command(settings(Optional.empty(), Optional.empty()), NODE, "uptime"))
        .containsSubsequence("-o", "UserKnownHostsFile=/pins", "-o", "StrictHostKeyChecking=yes")
        .contains("HostKeyAlias=" + NODE.instanceId(), "IdentitiesOnly=yes")
        .endsWith("-l", "ubuntu", "10.77.1.10", "uptime");
  }

  @Test
  void openSshGoesThroughTheProxyCommand() {
    assertThat(OpenSsh.command(settings(Optional.empty(), Optional.of("nc %h %p")), NODE, ""))
        .contains("ProxyCommand=nc %h %p")
        .doesNotContain("-t");
  }

  @Test
  void openSshGoesThroughTheJumpHostWithTheSameKey() {
    assertThat(
            OpenSsh.command(
                settings(Optional.of(Jump.parse("me@bastion")), Optional.of("nc %h %p")), NODE, ""))
        .filteredOn(word -> word.startsWith("ProxyCommand="))
        .singleElement()
        .asString()
        .contains("'-i' '/key'", "-W [%h]:%p", "'bastion'", "'ProxyCommand=nc %%h %%p'");
  }

  private static SshSettings settings(Optional<Jump> jump, Optional<String> proxy) {
    return new SshSettings(
        "ubuntu",
        List.of(Path.of("/key")),
        22,
        jump,
        proxy,
        Path.of("/pins"),
        Path.of("/known"),
        Duration.ofSeconds(5));
  }
}
