package io.redissentinel.sentinelctl.rotate;

import io.redissentinel.sentinelctl.CtlException;
import java.security.SecureRandom;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a password may be, as the component says it too, and how one is made up. */
public final class NewPassword {
  static final int LENGTH = 32;
  private static final Pattern FORM = Pattern.compile("[\\x21-\\x7E&&[^'\"\\\\]]{16,128}");
  private static final String LETTERS_AND_DIGITS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  private static final SecureRandom RANDOM = new SecureRandom();

  private NewPassword() {}

  /**
   * The password.
   *
   * @param where where it was given, for the error, which never shows it
   * @throws CtlException if it is none
   */
  public static String checked(String where, String password) {
    if (!FORM.matcher(password).matches()) {
      throw CtlException.usage(
          "%s: a password must be 16 to 128 printable ASCII characters without spaces, quotes and backslashes; give another, or none to have one made up"
              .formatted(where));
    }
    return password;
  }

  static String random() {
    return RANDOM
        .ints(LENGTH, 0, LETTERS_AND_DIGITS.length())
        .mapToObj(LETTERS_AND_DIGITS::charAt)
        .map(String::valueOf)
        .collect(Collectors.joining());
  }
}
