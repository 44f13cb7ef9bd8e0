package io.redissentinel.sentinelctl.drill;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * All that a drill has seen. Times are seconds since the fault.
 *
 * @param begin when the load was on
 * @param end when it ended
 * @param undone when a lasting fault was undone
 * @param back when all nodes were healthy members again; empty if they were not in time
 * @param writes in the order of their sending
 * @param events in the order of their times
 * @param isolated writers on the wrong side of a cut
 * @param keys what was left at the end; empty if no master could be asked
 */
public record History(
    double begin,
    double end,
    OptionalDouble undone,
    OptionalDouble back,
    List<Write> writes,
    List<Event> events,
    Set<String> isolated,
    Optional<Keys> keys) {}
