package io.redissentinel.bootstrap;

import java.util.regex.Pattern;

/** What values have to look like before they go into a file of a node. */
final class Forms {
  private Forms() {}

  /**
   * Returns the value if all of it matches.
   *
   * @param what names the value in the message
   * @param form says what it must be, in words
   * @throws IllegalArgumentException {@code WHAT: must be FORM, got 'VALUE'}
   */
  static String require(Pattern pattern, String value, String what, String form) {
    if (value == null || !pattern.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "%s: must be %s, got %s"
              .formatted(what, form, value == null ? "nothing" : "'" + value + "'"));
    }
    return value;
  }
}
