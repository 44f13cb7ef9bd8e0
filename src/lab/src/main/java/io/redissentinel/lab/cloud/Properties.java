package io.redissentinel.lab.cloud;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * The inputs or outputs of a resource: strings, booleans, numbers (Long where whole, else Double),
 * lists, maps, and {@link Unknown}. Nulls are dropped. The typed getters answer "not there" for an
 * unknown value, so that rules hold in a preview as far as they can.
 */
public record Properties(Map<String, Object> values) {

  public Properties(Map<String, Object> values) {
    TreeMap<String, Object> copy = new TreeMap<>();
    values.forEach(
        (key, value) -> {
          if (value != null) {
            copy.put(key, normal(value));
          }
        });
    this.values = Collections.unmodifiableMap(copy);
  }

  public static Properties empty() {
    return new Properties(Map.of());
  }

  /** Whether there is a value, be it unknown. */
  public boolean has(String key) {
    return values.containsKey(key);
  }

  public boolean isUnknown(String key) {
    return containsUnknown(values.get(key));
  }

  public Optional<String> text(String key) {
    return values.get(key) instanceof String text ? Optional.of(text) : Optional.empty();
  }

  /** A text that the schema requires, so that only an unknown value is a mistake of the caller. */
  public String requireText(String key) {
    return text(key).orElseThrow(() -> new IllegalStateException("no known value for " + key));
  }

  public OptionalInt number(String key) {
    return values.get(key) instanceof Number number
        ? OptionalInt.of(number.intValue())
        : OptionalInt.empty();
  }

  public boolean flag(String key) {
    return Boolean.TRUE.equals(values.get(key));
  }

  public List<String> texts(String key) {
    return values.get(key) instanceof List<?> list
        ? list.stream().filter(String.class::isInstance).map(String.class::cast).toList()
        : List.of();
  }

  public Properties object(String key) {
    return asProperties(values.get(key));
  }

  public List<Properties> objects(String key) {
    return values.get(key) instanceof List<?> list
        ? list.stream().map(Properties::asProperties).toList()
        : List.of();
  }

  /** The map of texts under a key, tags for example. */
  public Map<String, String> textMap(String key) {
    Map<String, String> result = new TreeMap<>();
    object(key)
        .values()
        .forEach(
            (name, value) -> {
              if (value instanceof String text) {
                result.put(name, text);
              }
            });
    return Collections.unmodifiableMap(result);
  }

  public Properties with(String key, Object value) {
    Map<String, Object> copy = new TreeMap<>(values);
    copy.put(key, value);
    return new Properties(copy);
  }

  public Properties without(Collection<String> keys) {
    Map<String, Object> copy = new TreeMap<>(values);
    copy.keySet().removeAll(keys);
    return new Properties(copy);
  }

  public Properties withDefault(String key, Object value) {
    return has(key) ? this : with(key, value);
  }

  private static Properties asProperties(Object value) {
    if (!(value instanceof Map<?, ?> map)) {
      return empty();
    }
    TreeMap<String, Object> copy = new TreeMap<>();
    map.forEach((key, item) -> copy.put(String.valueOf(key), item));
    return new Properties(copy);
  }

  private static boolean containsUnknown(Object value) {
    if (value instanceof Map<?, ?> map) {
      return map.values().stream().anyMatch(Properties::containsUnknown);
    }
    if (value instanceof Collection<?> list) {
      return list.stream().anyMatch(Properties::containsUnknown);
    }
    return value == Unknown.VALUE;
  }

  private static Object normal(Object value) {
    if (value instanceof Properties properties) {
      return properties.values();
    }
    if (value instanceof Map<?, ?>) {
      return asProperties(value).values();
    }
    if (value instanceof Collection<?> list) {
      return list.stream().map(Properties::normal).toList();
    }
    if (value instanceof Number number) {
      double asDouble = number.doubleValue();
      if (asDouble == Math.rint(asDouble) && Math.abs(asDouble) < 1L << 53) {
        return (long) asDouble;
      }
      return asDouble;
    }
    return value;
  }
}
