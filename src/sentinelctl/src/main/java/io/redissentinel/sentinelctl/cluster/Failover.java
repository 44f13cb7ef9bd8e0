package io.redissentinel.sentinelctl.cluster;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A change of masters, as a sentinel logs it.
 *
 * @param at when, in the node's time zone, which is UTC unless somebody changed it
 * @param from the old master's address
 * @param to the new one's
 */
public record Failover(Instant at, String from, String to) {
  private static final Pattern LINE =
      Pattern.compile(
          "\\d+:X (\\d{2} \\w{3} \\d{4} \\d{2}:\\d{2}:\\d{2}\\.\\d{3}) # \\+switch-master \\S+ (\\S+) \\d+ (\\S+) \\d+");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("dd MMM yyyy HH:mm:ss.SSS", Locale.ENGLISH);

  static Optional<Failover> in(String line) {
    Matcher matcher = LINE.matcher(line);
    if (!matcher.find()) {
      return Optional.empty();
    }
    try {
      var at = LocalDateTime.parse(matcher.group(1), TIME).toInstant(ZoneOffset.UTC);
      return Optional.of(new Failover(at, matcher.group(2), matcher.group(3)));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
