package io.redissentinel.lab.cloud.lookup;

import io.redissentinel.lab.cloud.NotModelledException;
import io.redissentinel.lab.cloud.Properties;
import java.util.Map;

/** The argument {@code filters} of a look-up: names, and values of which one must fit. */
final class Filters {
  private Filters() {}

  /**
   * @param facts what the candidate has, by the filter names that the lab knows
   */
  static boolean match(Properties arguments, Map<String, String> facts) {
    return arguments.objects("filters").stream()
        .allMatch(
            filter -> {
              String name = filter.requireText("name");
              if (!facts.containsKey(name)) {
                throw new NotModelledException("the filter '" + name + "'");
              }
              return filter.texts("values").contains(facts.get(name));
            });
  }
}
