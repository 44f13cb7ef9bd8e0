package io.redissentinel.program;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.redissentinel.topology.Problems;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads typed values, and collects what is wrong with them instead of stopping at the first.
 *
 * <p>An empty text and an empty list count as not given: Pulumi's configuration schema has no
 * optional keys, only such with a default.
 */
final class ConfigReader {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
  private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};

  private final Function<String, Optional<String>> source;
  private final Problems problems = new Problems();

  ConfigReader(Function<String, Optional<String>> source) {
    this.source = source;
  }

  /** What was wrong so far, by configuration key. */
  Problems problems() {
    return problems;
  }

  /** The key as a user writes it. */
  static String path(Object key) {
    return "redis-sentinel:" + key;
  }

  Optional<String> text(Key key) {
    return source.apply(key.toString()).filter(value -> !value.isBlank());
  }

  Optional<Integer> integer(Key key) {
    return text(key)
        .flatMap(
            value -> {
              try {
                return Optional.of(Integer.valueOf(value));
              } catch (NumberFormatException e) {
                problems.add(path(key), "be a whole number", value, "correct it");
                return Optional.empty();
              }
            });
  }

  Optional<Boolean> bool(Key key) {
    return text(key)
        .flatMap(
            value ->
                switch (value) {
                  case "true" -> Optional.of(true);
                  case "false" -> Optional.of(false);
                  default -> {
                    problems.add(path(key), "be true or false", value, "correct it");
                    yield Optional.empty();
                  }
                });
  }

  Optional<List<String>> texts(Key key) {
    return textsOrNone(key).filter(list -> !list.isEmpty());
  }

  /** The same for a key to which an empty list means none at all, and not what is the default. */
  Optional<List<String>> textsOrNone(Key key) {
    return text(key).flatMap(value -> list(key, value));
  }

  private Optional<List<String>> list(Key key, String value) {
    try {
      // Neither the list nor a part of it may be null, which JSON allows.
      List<String> list = JSON.readValue(value, TEXTS);
      if (list != null && list.stream().noneMatch(Objects::isNull)) {
        return Optional.of(list);
      }
    } catch (JsonProcessingException e) {
      // Refused below, as what is no list of texts.
    }
    problems.add(
        path(key),
        "be a list of texts",
        value,
        "write it as a YAML list, or set it by pulumi config set --path '%s[0]' VALUE"
            .formatted(key));
    return Optional.empty();
  }

  /** One of the constants of an enum, by what their toString says. */
  <E extends Enum<E>> Optional<E> choice(Key key, Class<E> type) {
    return text(key)
        .flatMap(
            value -> {
              List<E> constants = List.of(type.getEnumConstants());
              Optional<E> chosen =
                  constants.stream().filter(each -> each.toString().equals(value)).findFirst();
              if (chosen.isEmpty()) {
                problems.add(path(key), "be one of " + constants, value, "choose one of these");
              }
              return chosen;
            });
  }
}
