package io.redissentinel.bootstrap;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The variables of node.env, which shell and Python read: {@code NAME='value'} lines. Between
 * single quotes a shell takes everything as it is, but for a single quote; Python's reader takes
 * lines. So whatever else checks a value: with these characters none can become anything else than
 * itself.
 */
final class NodeEnv {
  private static final Pattern HOLDABLE = Pattern.compile("[\\x20-\\x7E&&[^']]*");

  private NodeEnv() {}

  /**
   * The values as texts.
   *
   * @throws IllegalArgumentException if one has a quote, a control character or is not ASCII
   */
  static Map<String, String> checked(Map<String, ?> values) {
    Map<String, String> texts = new TreeMap<>();
    values.forEach(
        (name, value) ->
            texts.put(
                name,
                Forms.require(
                    HOLDABLE,
                    String.valueOf(value),
                    name,
                    "printable ASCII characters without a single quote")));
    return texts;
  }
}
