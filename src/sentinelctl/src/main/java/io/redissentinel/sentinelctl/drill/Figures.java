package io.redissentinel.sentinelctl.drill;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What a drill has measured, in seconds and in writes.
 *
 * @param newMaster the address of the new master; empty if there was no failover
 * @param detection from the fault to the first {@code +odown}; empty if no sentinel said it
 * @param election from there (or the fault) to {@code +elected-leader}, the last one if elections
 *     had to be repeated
 * @param promotion from there to the first {@code +switch-master}
 * @param firstWrite from the fault to the first write that the new master acknowledged
 * @param withoutWrites the longest time in which a writer on the right side got nothing
 *     acknowledged
 * @param back from the fault until all nodes were healthy members
 * @param attempted writes that were tried
 * @param acknowledged those that Redis said OK to
 * @param lost acknowledged ones that were gone at the end; empty if nobody could tell
 * @param excused of these, those that a master that is cut off may lose: before {@code
 *     min-replicas-max-lag} stopped it
 */
public record Figures(
    Optional<String> newMaster,
    OptionalDouble detection,
    OptionalDouble election,
    OptionalDouble promotion,
    OptionalDouble firstWrite,
    Optional<Gap> withoutWrites,
    OptionalDouble back,
    long attempted,
    long acknowledged,
    OptionalLong lost,
    long excused) {
  /** By how much clocks may be wrong. */
  private static final double CLOCKS = 0.05;

  /**
   * By how much later than the lag Redis may stop: it counts whole seconds, and looks once a
   * second.
   */
  private static final double LAG_GRAIN = 2;

  /** Measures. */
  public static Figures of(History history, Plan plan, String masterName) {
    Optional<Event> switched =
        first(
            history,
            event ->
                event.channel().equals("+switch-master")
                    && event.message().startsWith(masterName + " ")
                    && event.at() >= -CLOCKS);
    OptionalDouble switchAt = at(switched);
    double until = switchAt.orElse(Double.POSITIVE_INFINITY) + CLOCKS;
    Predicate<Event> ofThisFailover =
        event -> event.concerns(masterName) && event.at() >= -CLOCKS && event.at() <= until;
    OptionalDouble down =
        at(first(history, ofThisFailover.and(event -> event.channel().equals("+odown"))));
    OptionalDouble elected =
        at(
            history.events().stream()
                .filter(ofThisFailover.and(event -> event.channel().equals("+elected-leader")))
                .reduce((earlier, later) -> later));
    Optional<String> newMaster = switched.map(Event::newMaster);
    List<Write> lost = lost(history);
    return new Figures(
        newMaster,
        down,
        difference(elected, OptionalDouble.of(down.orElse(0))),
        difference(switchAt, elected),
        newMaster.map(master -> firstWrite(history, master)).orElse(OptionalDouble.empty()),
        Gap.longest(history),
        history.back(),
        history.writes().size(),
        history.writes().stream().filter(Write::acknowledged).count(),
        history.keys().isPresent() ? OptionalLong.of(lost.size()) : OptionalLong.empty(),
        lost.stream().filter(write -> isExcused(write, plan)).count());
  }

  /** Writes that were acknowledged, and were gone at the end. */
  public static List<Write> lost(History history) {
    Set<Write.Id> missing = history.keys().map(Keys::missing).orElse(Set.of());
    Map<Write.Id, Write> acknowledged =
        history.writes().stream()
            .filter(Write::acknowledged)
            .collect(Collectors.toMap(Write::id, Function.identity()));
    return missing.stream().filter(acknowledged::containsKey).map(acknowledged::get).toList();
  }

  /** Acknowledged writes that are gone and should not be; empty if nobody could tell. */
  public OptionalLong lostInexcusably() {
    return lost.isPresent() ? OptionalLong.of(lost.getAsLong() - excused) : OptionalLong.empty();
  }

  private static boolean isExcused(Write write, Plan plan) {
    return plan.fault() == FaultKind.CUT
        && plan.rules()
            .maxLag()
            .filter(lag -> write.answered() <= lag.toSeconds() + LAG_GRAIN)
            .isPresent();
  }

  private static Optional<Event> first(History history, Predicate<Event> which) {
    return history.events().stream().filter(which).findFirst();
  }

  private static OptionalDouble firstWrite(History history, String master) {
    return history.writes().stream()
        .filter(write -> write.acknowledged() && write.master().equals(master))
        .mapToDouble(Write::answered)
        .min();
  }

  private static OptionalDouble at(Optional<Event> event) {
    // A clock that is wrong by little does not make a time before the fault.
    return event.isPresent()
        ? OptionalDouble.of(Math.max(0, event.get().at()))
        : OptionalDouble.empty();
  }

  private static OptionalDouble difference(OptionalDouble later, OptionalDouble earlier) {
    return later.isPresent() && earlier.isPresent()
        ? OptionalDouble.of(Math.max(0, later.getAsDouble() - earlier.getAsDouble()))
        : OptionalDouble.empty();
  }
}
