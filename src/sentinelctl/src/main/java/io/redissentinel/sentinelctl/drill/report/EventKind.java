package io.redissentinel.sentinelctl.drill.report;

import io.redissentinel.sentinelctl.drill.Event;
import java.util.Comparator;
import java.util.List;

/** What an event is about, which is its colour. */
enum EventKind {
  down,
  election,
  promotion,
  recovery,
  other;

  /** Those that a reader looks for first get their label first. */
  private static final List<String> IMPORTANT =
      List.of(
          "+switch-master",
          "+odown",
          "+elected-leader",
          "+sdown",
          "+promoted-slave",
          "-sdown",
          "-odown",
          "+selected-slave",
          "+try-failover",
          "+vote-for-leader");

  static final Comparator<Event> IMPORTANCE =
      Comparator.comparingInt((Event event) -> rank(event.channel()))
          .thenComparingDouble(Event::at);

  private static int rank(String channel) {
    int rank = IMPORTANT.indexOf(channel);
    return rank < 0 ? IMPORTANT.size() : rank;
  }

  static EventKind of(Event event) {
    return switch (event.channel()) {
      case "+sdown", "+odown", "+tilt" -> down;
      case "+new-epoch", "+try-failover", "+vote-for-leader", "+elected-leader" -> election;
      case "+selected-slave", "+promoted-slave", "+switch-master", "+config-update-from" ->
          promotion;
      case "-sdown",
          "-odown",
          "+slave",
          "+reboot",
          "+convert-to-slave",
          "+role-change",
          "-role-change",
          "-tilt" ->
          recovery;
      default ->
          event.channel().contains("failover") || event.channel().contains("slave")
              ? promotion
              : other;
    };
  }

  /** Short: the channel, and whom it is about if not the master. */
  static String label(Event event) {
    String subject = event.message().split(" ", 2)[0];
    return subject.equals("sentinel") || subject.equals("slave")
        ? event.channel() + " (" + subject + ")"
        : event.channel();
  }
}
