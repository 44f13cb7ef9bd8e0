package io.redissentinel.sentinelctl.load;

import io.redissentinel.sentinelctl.CtlException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A point in time as people write it. */
public final class Moment {
  private static final Pattern AGO = Pattern.compile("(\\d{1,6}) ?([smhd])( ago)?");

  private Moment() {}

  /**
   * Reads {@code 2026-11-24T14:00:00Z}, the same with an offset or without one (UTC), a day (its
   * end), or how long ago: {@code 90m}, {@code "2h ago"}, {@code 1d}.
   *
   * @throws CtlException if it is none of these
   */
  public static Instant parse(String text, Instant now) {
    Matcher ago = AGO.matcher(text.strip());
    if (ago.matches()) {
      return now.minus(seconds(Long.parseLong(ago.group(1)), ago.group(2)));
    }
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      // Without an offset, then.
    }
    try {
      return LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      // A day, then.
    }
    try {
      return LocalDate.parse(text).plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      throw CtlException.usage(
          "--at: must be a time such as 2026-11-24T14:00:00Z (UTC where it says no offset), 2026-11-24 or '2h ago', got '%s'"
              .formatted(text));
    }
  }

  private static Duration seconds(long number, String unit) {
    return switch (unit) {
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      default -> Duration.ofDays(number);
    };
  }
}
