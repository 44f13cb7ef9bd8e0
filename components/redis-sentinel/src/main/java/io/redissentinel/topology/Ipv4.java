package io.redissentinel.topology;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An IPv4 address.
 *
 * @param value its 32 bits, as an unsigned number
 */
public record Ipv4(long value) implements Comparable<Ipv4> {
  // No leading zeros: some programs read 010 as eight.
  private static final String BYTE = "(0|[1-9]\\d{0,2})";
  private static final Pattern DOTTED =
      Pattern.compile("%1$s\\.%1$s\\.%1$s\\.%1$s".formatted(BYTE));

  /** The address that a dotted quad stands for, or nothing where it is none. */
  public static Optional<Ipv4> parse(String text) {
    Matcher dotted = DOTTED.matcher(text);
    if (!dotted.matches()) {
      return Optional.empty();
    }
    long value = 0;
    for (int group = 1; group <= 4; group++) {
      int part = Integer.parseInt(dotted.group(group));
      if (part > 255) {
        return Optional.empty();
      }
      value = value << 8 | part;
    }
    return Optional.of(new Ipv4(value));
  }

  @Override
  public int compareTo(Ipv4 other) {
    return Long.compare(value, other.value);
  }

  /** The dotted quad. */
  @Override
  public String toString() {
    return "%d.%d.%d.%d".formatted(value >> 24, value >> 16 & 255, value >> 8 & 255, value & 255);
  }
}
