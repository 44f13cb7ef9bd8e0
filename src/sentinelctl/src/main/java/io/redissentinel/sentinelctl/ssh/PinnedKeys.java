package io.redissentinel.sentinelctl.ssh;

import java.security.PublicKey;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import net.schmizz.sshj.transport.verification.HostKeyVerifier;

/** Accepts a server that shows one of the pinned keys, and remembers what another one showed. */
final class PinnedKeys implements HostKeyVerifier {
  private final List<HostKey> pinned;
  private volatile HostKey refused;

  PinnedKeys(List<HostKey> pinned) {
    this.pinned = pinned;
    if (pinned.stream().allMatch(PinnedKeys::isEcdsa)) {
      Crypto.withEcdsa();
    }
  }

  private static boolean isEcdsa(HostKey key) {
    return key.type().startsWith(Crypto.ECDSA);
  }

  @Override
  public boolean verify(String hostname, int port, PublicKey key) {
    HostKey shown = HostKey.of(key);
    if (pinned.contains(shown)) {
      return true;
    }
    refused = shown;
    return false;
  }

  /** So that the server shows a key of a kind that is pinned; if there is a choice, not ECDSA. */
  @Override
  public List<String> findExistingAlgorithms(String hostname, int port) {
    boolean choice = !pinned.stream().allMatch(PinnedKeys::isEcdsa);
    return pinned.stream()
        .filter(key -> !(choice && isEcdsa(key)))
        .flatMap(key -> key.algorithms().stream())
        .distinct()
        .toList();
  }

  /** For people: what is pinned. */
  @Override
  public String toString() {
    return pinned.stream().map(HostKey::toString).collect(Collectors.joining(", "));
  }

  /** What a server showed that is not pinned. */
  Optional<HostKey> refused() {
    return Optional.ofNullable(refused);
  }
}
