package io.redissentinel.sentinelctl.drill;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a listener says, as events. Times are the node's until they are asked for. */
final class ListenerLog {
  private static final Pattern EVENT = Pattern.compile("event (\\d+\\.\\d+) (\\S+) (.*)");

  private final String sentinel;
  private final List<Event> events = new ArrayList<>();
  private boolean hears;

  ListenerLog(String sentinel) {
    this.sentinel = sentinel;
  }

  synchronized void hear(String line) {
    hears |= line.startsWith("hears ");
    Matcher event = EVENT.matcher(line);
    if (event.matches()) {
      events.add(
          new Event(Double.parseDouble(event.group(1)), sentinel, event.group(2), event.group(3)));
    }
  }

  /** Whether it has been subscribed. */
  synchronized boolean hears() {
    return hears;
  }

  /** How many times a new master was named. */
  synchronized long switches(String masterName) {
    return events.stream()
        .filter(event -> event.channel().equals("+switch-master"))
        .filter(event -> event.message().startsWith(masterName + " "))
        .count();
  }

  /** All so far, their times changed as given. */
  synchronized List<Event> events(DoubleUnaryOperator time) {
    return events.stream()
        .map(
            event ->
                new Event(
                    time.applyAsDouble(event.at()), sentinel, event.channel(), event.message()))
        .toList();
  }
}
