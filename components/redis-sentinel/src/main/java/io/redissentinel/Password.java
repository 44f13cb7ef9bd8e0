package io.redissentinel;

import io.redissentinel.topology.Problems;
import java.util.regex.Pattern;

/** What a password may be. No message here shows one. */
final class Password {
  /** Long enough that nobody guesses it, at the speed at which Redis answers. */
  static final int SHORTEST = 16;

  private static final int LONGEST = 128;

  /** AUTH of Redis 5 and the configuration files take these without quoting, and no others. */
  private static final Pattern FORM =
      Pattern.compile("[\\x21-\\x7E&&[^'\"\\\\]]{%d,%d}".formatted(SHORTEST, LONGEST));

  private Password() {}

  static void check(String path, String password, Problems problems) {
    if (!FORM.matcher(password).matches()) {
      problems.add(
          path,
          "must be %d to %d printable ASCII characters without spaces, quotes and backslashes; give another, or none to have one made up"
              .formatted(SHORTEST, LONGEST));
    }
  }

  /**
   * Returns the password.
   *
   * @throws InvalidArgumentsException if it is not one
   */
  static String checked(String what, String password) {
    Problems problems = new Problems();
    check("auth.password", password, problems);
    if (!problems.isEmpty()) {
      throw new InvalidArgumentsException(what, problems);
    }
    return password;
  }
}
