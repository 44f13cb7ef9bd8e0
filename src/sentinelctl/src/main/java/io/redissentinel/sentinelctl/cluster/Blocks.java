package io.redissentinel.sentinelctl.cluster;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A look's answer: blocks of lines, each behind a line {@code @name}; and the forms they come in.
 */
final class Blocks {
  private final Map<String, List<String>> blocks = new LinkedHashMap<>();

  private Blocks() {}

  static Blocks of(String text) {
    Blocks result = new Blocks();
    List<String> block = new ArrayList<>();
    for (String line : text.lines().toList()) {
      if (line.matches("@[a-z-]+")) {
        block = result.blocks.computeIfAbsent(line.substring(1), name -> new ArrayList<>());
      } else {
        block.add(line);
      }
    }
    return result;
  }

  boolean has(String name) {
    return blocks.containsKey(name);
  }

  List<String> lines(String name) {
    return List.copyOf(blocks.getOrDefault(name, List.of()));
  }

  /** The first line that says something. */
  Optional<String> word(String name) {
    return lines(name).stream().map(String::strip).filter(line -> !line.isEmpty()).findFirst();
  }

  /** Lines {@code NAMEseparatorVALUE}. */
  Map<String, String> pairs(String name, String separator) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String line : lines(name)) {
      int position = line.indexOf(separator);
      if (position > 0) {
        pairs.put(
            line.substring(0, position), line.substring(position + separator.length()).strip());
      }
    }
    return pairs;
  }

  /** A name, then its value, a line each: Redis's lists without a terminal. */
  Map<String, String> alternating(String name) {
    List<Map<String, String>> all = alternatingList(name, null);
    return all.isEmpty() ? Map.of() : all.get(0);
  }

  /** Several such lists on end, each of which begins with the same name. */
  List<Map<String, String>> alternatingList(String name, String first) {
    List<Map<String, String>> all = new ArrayList<>();
    List<String> lines = lines(name);
    Map<String, String> current = null;
    for (int i = 0; i + 1 < lines.size(); i += 2) {
      if (current == null || lines.get(i).equals(first)) {
        current = new LinkedHashMap<>();
        all.add(current);
      }
      current.put(lines.get(i), lines.get(i + 1));
    }
    return all;
  }
}
