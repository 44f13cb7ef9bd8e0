package io.redissentinel.sentinelctl.ssh;

import java.security.NoSuchAlgorithmException;
import net.schmizz.sshj.common.SecurityUtils;

/**
 * Where algorithms come from: the JDK, which has all but what sshj asks for under Bouncy Castle's
 * name, ECDSA. Bouncy Castle costs half a second at every start, so it is loaded for that alone.
 */
final class Crypto {
  static final String ECDSA = "ecdsa";

  private Crypto() {}

  /** To be called before anything else of sshj is. */
  static void ofTheJdk() {
    SecurityUtils.setRegisterBouncyCastle(false);
  }

  /** From here on everything is Bouncy Castle's. */
  static synchronized void withEcdsa() {
    if (!SecurityUtils.isBouncyCastleRegistered()) {
      SecurityUtils.setRegisterBouncyCastle(true);
    }
  }

  /** Whether that would have helped. */
  static boolean lacked(Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof NoSuchAlgorithmException) {
        return true;
      }
    }
    return false;
  }
}
