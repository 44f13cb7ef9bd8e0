package io.redissentinel.sentinelctl.ssh;

import io.redissentinel.sentinelctl.CtlException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Pinned host keys, in a file as OpenSSH's known_hosts, with the instances' ids in the place of
 * host names (OpenSSH's HostKeyAlias).
 */
final class KnownHosts {
  private final Path file;

  KnownHosts(Path file) {
    this.file = file;
  }

  Path file() {
    return file;
  }

  /** The keys that are pinned for a name. */
  synchronized List<HostKey> keys(String name) {
    if (!Files.exists(file)) {
      return List.of();
    }
    try {
      return Files.readAllLines(file).stream()
          .filter(line -> line.startsWith(name + " "))
          .map(HostKey::in)
          .flatMap(Optional::stream)
          .toList();
    } catch (IOException e) {
      throw unusable("read", e);
    }
  }

  /** Pins keys for a name. In one write, so that two processes do not mix their lines. */
  synchronized void pin(String name, List<HostKey> keys) {
    String lines =
        keys.stream()
            .map(key -> "%s %s %s\n".formatted(name, key.type(), key.base64()))
            .collect(Collectors.joining());
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw unusable("write", e);
    }
  }

  private CtlException unusable(String what, IOException e) {
    return CtlException.failed(
        "cannot %s the pinned host keys: %s: check its rights, or name another file with --known-hosts"
            .formatted(what, e));
  }
}
