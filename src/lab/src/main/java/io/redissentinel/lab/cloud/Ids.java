package io.redissentinel.lab.cloud;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Ids like AWS's: a prefix, a hyphen and 17 hexadecimal digits. */
public final class Ids {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int DIGITS = 17;

  private Ids() {}

  public static String random(String prefix) {
    byte[] bytes = new byte[DIGITS / 2 + 1];
    RANDOM.nextBytes(bytes);
    // AWS's begin with a zero, too.
    return prefix + "-0" + HexFormat.of().formatHex(bytes).substring(0, DIGITS - 1);
  }
}
