package io.redissentinel.sentinelctl.ssh;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.common.KeyType;
import net.schmizz.sshj.common.SecurityUtils;

/**
 * A host's public key, as known_hosts has it.
 *
 * @param type {@code ssh-ed25519}, {@code ecdsa-sha2-nistp256}, {@code ssh-rsa}
 * @param base64 the key
 */
public record HostKey(String type, String base64) {
  private static final Pattern FORM =
      Pattern.compile("(ssh-ed25519|ecdsa-sha2-nistp\\d{3}|ssh-rsa) (AAAA[0-9A-Za-z+/]+={0,2})");

  /** The key that stands in a line, whatever else does. */
  static Optional<HostKey> in(String line) {
    Matcher matcher = FORM.matcher(line);
    return matcher.find()
        ? Optional.of(new HostKey(matcher.group(1), matcher.group(2)))
        : Optional.empty();
  }

  /** The key that a server showed. */
  static HostKey of(PublicKey key) {
    byte[] wire = new Buffer.PlainBuffer().putPublicKey(key).getCompactData();
    return new HostKey(KeyType.fromKey(key).toString(), Base64.getEncoder().encodeToString(wire));
  }

  /** The names under which a server offers this key; the strongest first. */
  List<String> algorithms() {
    return type.equals("ssh-rsa") ? List.of("rsa-sha2-512", "rsa-sha2-256") : List.of(type);
  }

  /** For people: the fingerprint, as ssh-keygen -l shows it. */
  @Override
  public String toString() {
    return "%s %s".formatted(type, fingerprint());
  }

  private String fingerprint() {
    try {
      byte[] digest =
          SecurityUtils.getMessageDigest("SHA-256").digest(Base64.getDecoder().decode(base64));
      return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(digest);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return "(damaged)";
    }
  }
}
