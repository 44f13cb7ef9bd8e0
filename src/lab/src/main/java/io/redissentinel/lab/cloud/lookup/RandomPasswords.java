package io.redissentinel.lab.cloud.lookup;

import io.redissentinel.lab.cloud.AwsException;
import io.redissentinel.lab.cloud.Properties;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Secrets Manager's generator of passwords. It stores nothing, so it is here and not at moto, whose
 * random numbers can be foretold.
 */
final class RandomPasswords {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int DEFAULT_LENGTH = 32;
  private static final int MAX_LENGTH = 4096;

  static final Lookup GET_RANDOM_PASSWORD =
      new Lookup(
          "aws:secretsmanager/getRandomPassword:getRandomPassword",
          Set.of(
              "excludeCharacters",
              "excludeLowercase",
              "excludeNumbers",
              "excludePunctuation",
              "excludeUppercase",
              "includeSpace",
              "passwordLength",
              "requireEachIncludedType"),
          (store, arguments) ->
              arguments.with("id", "random-password").with("randomPassword", password(arguments)));

  private RandomPasswords() {}

  private static String password(Properties arguments) {
    List<String> types = types(arguments);
    int length = arguments.number("passwordLength").orElse(DEFAULT_LENGTH);
    boolean each =
        !arguments.has("requireEachIncludedType") || arguments.flag("requireEachIncludedType");
    if (types.isEmpty() || length < 1 || length > MAX_LENGTH || each && length < types.size()) {
      throw new AwsException(
          "InvalidParameterException",
          "there is no password of %d characters of these types".formatted(length));
    }
    String all = String.join("", types);
    String password;
    do {
      password =
          IntStream.range(0, length)
              .mapToObj(i -> String.valueOf(all.charAt(RANDOM.nextInt(all.length()))))
              .collect(Collectors.joining());
    } while (each && !hasEach(password, types));
    return password;
  }

  private static boolean hasEach(String password, List<String> types) {
    return types.stream()
        .allMatch(type -> password.chars().anyMatch(character -> type.indexOf(character) >= 0));
  }

  /** The characters of each type that is not excluded. */
  private static List<String> types(Properties arguments) {
    List<String> types = new ArrayList<>();
    if (!arguments.flag("excludeLowercase")) {
      types.add(range('a', 'z'));
    }
    if (!arguments.flag("excludeUppercase")) {
      types.add(range('A', 'Z'));
    }
    if (!arguments.flag("excludeNumbers")) {
      types.add(range('0', '9'));
    }
    if (!arguments.flag("excludePunctuation")) {
      types.add(range('!', '/') + range(':', '@') + range('[', '`') + range('{', '~'));
    }
    if (arguments.flag("includeSpace")) {
      types.add(" ");
    }
    String excluded = arguments.text("excludeCharacters").orElse("");
    return types.stream()
        .map(type -> without(type, excluded))
        .filter(type -> !type.isEmpty())
        .toList();
  }

  private static String without(String type, String excluded) {
    return type.chars()
        .filter(character -> excluded.indexOf(character) < 0)
        .mapToObj(Character::toString)
        .collect(Collectors.joining());
  }

  private static String range(char first, char last) {
    return IntStream.rangeClosed(first, last)
        .mapToObj(Character::toString)
        .collect(Collectors.joining());
  }
}
