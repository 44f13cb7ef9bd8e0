package io.redissentinel.sentinelctl.ssh;

import io.redissentinel.sentinelctl.CtlException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.common.SSHRuntimeException;
import net.schmizz.sshj.userauth.keyprovider.KeyProvider;
import net.schmizz.sshj.userauth.password.PasswordFinder;
import net.schmizz.sshj.userauth.password.Resource;

/** The private keys to log in with: read once, a passphrase asked for once, on the terminal. */
final class LoginKeys {
  private final List<Path> files;
  private List<KeyProvider> keys;

  LoginKeys(List<Path> files) {
    this.files = files;
  }

  /**
   * The keys, to be tried in turn.
   *
   * @throws CtlException if a file cannot be read as a key
   */
  synchronized List<KeyProvider> all() {
    if (keys == null) {
      keys = files.stream().map(LoginKeys::load).toList();
    }
    return keys;
  }

  @Override
  public String toString() {
    return files.isEmpty() ? "no key at all" : files.toString();
  }

  private static KeyProvider load(Path file) {
    try {
      try {
        return read(file);
      } catch (IOException | SSHRuntimeException e) {
        if (!Crypto.lacked(e)) {
          throw e;
        }
        Crypto.withEcdsa();
        return read(file);
      }
    } catch (IOException | SSHRuntimeException e) {
      throw CtlException.usage(
          "--key: %s cannot be used as a private key: %s".formatted(file, e.getMessage()));
    }
  }

  private static KeyProvider read(Path file) throws IOException {
    try (SSHClient reader = new SSHClient()) {
      KeyProvider key = reader.loadKeys(file.toString(), new Terminal());
      // Now, so that the passphrase is asked for here and not by three connections at once.
      key.getPrivate();
      return key;
    }
  }

  /** Asks for a passphrase, where there is somebody to ask. */
  private static final class Terminal implements PasswordFinder {
    private static final int TRIES = 3;
    private final List<char[]> given = new ArrayList<>();

    @Override
    public char[] reqPassword(Resource<?> resource) {
      if (System.console() == null) {
        throw CtlException.usage(
            "--key: %s has a passphrase, and there is no terminal to ask for it: name a key without one"
                .formatted(resource.getDetail()));
      }
      char[] text = System.console().readPassword("passphrase of %s: ", resource.getDetail());
      given.add(text);
      return text == null ? new char[0] : Arrays.copyOf(text, text.length);
    }

    @Override
    public boolean shouldRetry(Resource<?> resource) {
      return given.size() < TRIES;
    }
  }
}
