package io.redissentinel.sentinelctl.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redissentinel.sentinelctl.Recorded;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ConsoleKeysTest {
  @Test
  void theKeysOfARealConsoleAreRead() {
    assertThat(ConsoleKeys.in(Recorded.console()))
        .extracting(HostKey::type)
        .containsExactly("ecdsa-sha2-nistp256", "ssh-ed25519", "ssh-rsa");
  }

  @Test
  void aPrefixOnEachLineDoesNotMatter() {
    String console = Recorded.console().replaceAll("(?m)^", "[   12.345678] cloud-init[901]: ");
    assertThat(ConsoleKeys.in(console)).isEqualTo(ConsoleKeys.in(Recorded.console()));
  }

  @Test
  void theLastBlockCounts() {
    String other =
        Recorded.console().replace("AAAAC3NzaC1lZDI1NTE5AAAAI", "AAAAC3NzaC1lZDI1NTE5AAAAJ");
    assertThat(ConsoleKeys.in(other + Recorded.console()))
        .isEqualTo(ConsoleKeys.in(Recorded.console()));
  }

  @Test
  void aBlockThatIsCutOffDoesNotCount() {
    String cut =
        Recorded.console().substring(0, Recorded.console().indexOf("-----END SSH HOST KEY KEYS"));
    assertThat(ConsoleKeys.in(cut)).isEmpty();
    assertThat(ConsoleKeys.in(Recorded.console() + cut)).hasSize(3);
  }

  @Test
  void keysOutsideTheBlockDoNotCount() {
    assertThat(ConsoleKeys.in("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIIYta6CBrWHDGwBqkEtNQn0S\n"))
        .isEmpty();
  }

  @Test
  void aConsoleWithoutKeysIsAnErrorWithAWayOut() {
    var node = Recorded.outputs().node("b");
    assertThatThrownBy(
            () -> ConsoleKeys.of(node, it -> "booting\n", new KnownHosts(Path.of("/pins"))))
        .isInstanceOf(NodeException.class)
        .hasMessageContaining("b (10.77.2.10)")
        .hasMessageContaining(node.instanceId())
        .hasMessageContaining("/pins");
  }
}
