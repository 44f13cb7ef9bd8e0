package io.redissentinel.bootstrap;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The number of a Redis release, ordered as numbers and not as text: 5.0.14 comes after 5.0.7.
 *
 * @param major the first number
 * @param minor the second; with the first one it names a branch
 * @param patch the third
 */
record RedisVersion(int major, int minor, int patch) implements Comparable<RedisVersion> {
  // Few enough digits for an int.
  private static final Pattern FORM = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})");

  private static final Comparator<RedisVersion> BY_BRANCH =
      Comparator.comparingInt(RedisVersion::major).thenComparingInt(RedisVersion::minor);
  private static final Comparator<RedisVersion> ORDER =
      BY_BRANCH.thenComparingInt(RedisVersion::patch);

  /**
   * Reads three numbers.
   *
   * @throws IllegalArgumentException if the text is anything else
   */
  static RedisVersion parse(String text) {
    Forms.require(FORM, text, "redis version", "three numbers, such as 5.0.7");
    Matcher numbers = FORM.matcher(text);
    numbers.matches();
    return new RedisVersion(
        Integer.parseInt(numbers.group(1)),
        Integer.parseInt(numbers.group(2)),
        Integer.parseInt(numbers.group(3)));
  }

  /**
   * Below zero, zero or above: whether this branch is older than the other one, the same, newer.
   */
  int compareBranch(RedisVersion other) {
    return BY_BRANCH.compare(this, other);
  }

  @Override
  public int compareTo(RedisVersion other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return major + "." + minor + "." + patch;
  }
}
