package io.redissentinel.lab.cli;

import io.redissentinel.lab.host.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The SSH key that logs in to the lab's nodes: made once, and gone with the lab. */
final class LoginKey {
  private final Path file;

  LoginKey(Lab lab) {
    this.file = lab.state().resolve("ssh/id_ed25519");
  }

  /** The public key in OpenSSH's form, one line; the pair is made if absent. */
  String publicKey() throws IOException {
    Path half = file.resolveSibling("id_ed25519.pub");
    if (!Files.exists(half)) {
      Files.createDirectories(file.getParent());
      Files.deleteIfExists(file);
      // ssh-keygen itself gives the private key the mode 0600.
      Command.of("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "lab", "-f", file.toString())
          .run();
    }
    return Files.readString(half).strip();
  }
}
