package io.redissentinel.lab.cloud;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a value is, in the engine's notation: {@code tags["Name"]}, {@code
 * networkInterfaces[0].networkInterfaceId}.
 *
 * @param steps property names, and list indices in decimal
 */
public record PropertyPath(List<String> steps) {
  private static final Pattern STEP =
      Pattern.compile("\\[\"((?:[^\"\\\\]|\\\\.)*)\"]|\\[([0-9]+|\\*)]|\\.?([^.\\[]+)");
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_$][A-Za-z0-9_$]*");
  private static final Pattern INDEX = Pattern.compile("[0-9]+");

  public PropertyPath {
    steps = List.copyOf(steps);
  }

  public static PropertyPath parse(String path) {
    List<String> steps = new ArrayList<>();
    Matcher matcher = STEP.matcher(path);
    while (matcher.find()) {
      String quoted = matcher.group(1);
      if (quoted != null) {
        steps.add(quoted.replaceAll("\\\\(.)", "$1"));
      } else {
        steps.add(matcher.group(2) != null ? matcher.group(2) : matcher.group(3));
      }
    }
    return new PropertyPath(steps);
  }

  public PropertyPath then(String step) {
    List<String> longer = new ArrayList<>(steps);
    longer.add(step);
    return new PropertyPath(longer);
  }

  /** Whether this names the other value or something it lies in; {@code *} stands for any step. */
  public boolean covers(PropertyPath other) {
    if (steps.size() > other.steps.size()) {
      return false;
    }
    for (int i = 0; i < steps.size(); i++) {
      if (!steps.get(i).equals("*") && !steps.get(i).equals(other.steps.get(i))) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (String step : steps) {
      if (text.isEmpty()) {
        text.append(step);
      } else if (INDEX.matcher(step).matches()) {
        text.append('[').append(step).append(']');
      } else if (PLAIN.matcher(step).matches()) {
        text.append('.').append(step);
      } else {
        text.append("[\"").append(step.replace("\\", "\\\\").replace("\"", "\\\"")).append("\"]");
      }
    }
    return text.toString();
  }
}
