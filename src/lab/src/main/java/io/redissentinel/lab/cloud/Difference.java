package io.redissentinel.lab.cloud;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/** One value that differs between the inputs a resource has and those it shall have. */
public record Difference(PropertyPath path, Kind kind) {

  public enum Kind {
    ADDED,
    DELETED,
    CHANGED
  }

  /**
   * All differences, each as deep as it can be told. A list of texts counts as a set, as in AWS.
   */
  public static List<Difference> between(Properties olds, Properties news) {
    List<Difference> found = new ArrayList<>();
    collect(new PropertyPath(List.of()), olds.values(), news.values(), found);
    return found;
  }

  private static void collect(
      PropertyPath path, Object before, Object after, List<Difference> found) {
    if (Objects.equals(before, after)) {
      return;
    }
    if (isMapOrNull(before) && isMapOrNull(after)) {
      Map<?, ?> olds = before == null ? Map.of() : (Map<?, ?>) before;
      Map<?, ?> news = after == null ? Map.of() : (Map<?, ?>) after;
      TreeSet<String> keys = new TreeSet<>();
      olds.keySet().forEach(key -> keys.add((String) key));
      news.keySet().forEach(key -> keys.add((String) key));
      // Names with two underscores in front are the engine's own.
      keys.removeIf(key -> path.steps().isEmpty() && key.startsWith("__"));
      keys.forEach(key -> collect(path.then(key), olds.get(key), news.get(key), found));
    } else if (before instanceof List<?> olds && after instanceof List<?> news) {
      if (isTexts(olds) && isTexts(news)) {
        if (!new HashSet<>(olds).equals(new HashSet<>(news))) {
          found.add(new Difference(path, Kind.CHANGED));
        }
        return;
      }
      for (int i = 0; i < Math.max(olds.size(), news.size()); i++) {
        Object oldItem = i < olds.size() ? olds.get(i) : null;
        Object newItem = i < news.size() ? news.get(i) : null;
        collect(path.then(String.valueOf(i)), oldItem, newItem, found);
      }
    } else {
      found.add(
          new Difference(
              path, before == null ? Kind.ADDED : after == null ? Kind.DELETED : Kind.CHANGED));
    }
  }

  private static boolean isMapOrNull(Object value) {
    return value == null || value instanceof Map;
  }

  private static boolean isTexts(Collection<?> list) {
    return list.stream().allMatch(String.class::isInstance);
  }
}
