package io.redissentinel.bootstrap;

import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Leaves the comments of scripts at home: of what EC2 takes as user data they would fill a sixth.
 *
 * <p>By lines, so a script must have no text that runs over lines and has such lines in it; a test
 * holds the scripts to that.
 */
final class Comments {
  private static final Predicate<String> DISPENSABLE =
      Pattern.compile("\\s*(#.*)?").asMatchPredicate();

  private Comments() {}

  /**
   * The script without lines that are blank or only a comment, but for the first line's {@code #!}.
   */
  static String removedFrom(String script) {
    String[] lines = script.split("\n");
    return IntStream.range(0, lines.length)
        .filter(i -> i == 0 && lines[i].startsWith("#!") || !DISPENSABLE.test(lines[i]))
        .mapToObj(i -> lines[i] + "\n")
        .collect(Collectors.joining());
  }
}
