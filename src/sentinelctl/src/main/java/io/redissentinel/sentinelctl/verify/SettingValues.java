package io.redissentinel.sentinelctl.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Compares a setting as it is written with the same setting as Redis says it. */
final class SettingValues {
  private static final Pattern SIZE = Pattern.compile("(\\d{1,15})(b|k|kb|m|mb|g|gb)?");
  private static final Map<String, Long> UNITS =
      Map.of(
          "b",
          1L,
          "k",
          1000L,
          "kb",
          1L << 10,
          "m",
          1000_000L,
          "mb",
          1L << 20,
          "g",
          1000_000_000L,
          "gb",
          1L << 30);

  /** What `maxmemory=auto` means: 60 % of the machine's memory, give or take what rounding does. */
  private static final double AUTO_LEAST = 0.55;

  private static final double AUTO_MOST = 0.65;

  private SettingValues() {}

  /**
   * Whether they mean the same.
   *
   * @param name the setting
   * @param wanted as it is written
   * @param live as CONFIG GET or SENTINEL MASTER says it
   * @param memoryBytes what the machine has, for what depends on it
   */
  static boolean same(String name, String wanted, String live, long memoryBytes) {
    if (name.equals("maxmemory") && wanted.equals("auto")) {
      double part = Double.parseDouble(live) / memoryBytes;
      return part >= AUTO_LEAST && part <= AUTO_MOST;
    }
    if (name.equals("client-output-buffer-limit")) {
      return limits(live).entrySet().containsAll(limits(wanted).entrySet());
    }
    return normal(wanted).equals(normal(live));
  }

  private static String normal(String value) {
    List<String> words = new ArrayList<>();
    for (String word : value.strip().split("\\s+")) {
      words.add(size(word));
    }
    return String.join(" ", words);
  }

  /** A size in bytes; everything else as it is. */
  private static String size(String word) {
    String lower = word.toLowerCase(Locale.ROOT);
    Matcher matcher = SIZE.matcher(lower);
    if (!matcher.matches()) {
      return lower;
    }
    long unit = matcher.group(2) == null ? 1 : UNITS.get(matcher.group(2));
    return Long.toString(Long.parseLong(matcher.group(1)) * unit);
  }

  /** A class, a hard limit, a soft one, its seconds; then the next class. */
  private static Map<String, String> limits(String value) {
    Map<String, String> limits = new TreeMap<>();
    String[] words = normal(value).split(" ");
    for (int i = 0; i + 3 < words.length; i += 4) {
      limits.put(
          words[i].equals("slave") ? "replica" : words[i],
          words[i + 1] + " " + words[i + 2] + " " + words[i + 3]);
    }
    return limits;
  }
}
