package io.redissentinel.sentinelctl.ssh;

import io.redissentinel.sentinelctl.stack.NodeRef;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** A real sshd for each test: bin/test sees to it that there is one. */
@EnabledIf("sshdIsThere")
abstract class WithSshd {
  static final Duration LIMIT = Duration.ofSeconds(10);
  static final NodeRef NODE = Sshd.node();

  @TempDir Path folder;
  Sshd sshd;

  static boolean sshdIsThere() {
    return Files.isExecutable(Sshd.BINARY);
  }

  @BeforeEach
  void start() throws Exception {
    sshd = new Sshd(folder.resolve("sshd"));
  }

  @AfterEach
  void stop() {
    sshd.close();
  }

  SshShells shells(SshSettings settings) {
    return new SshShells(settings, node -> sshd.console());
  }

  Result run(SshSettings settings, String command, String stdin) {
    try (SshShells shells = shells(settings)) {
      return shells.of(NODE).run(command, stdin, LIMIT);
    }
  }
}
