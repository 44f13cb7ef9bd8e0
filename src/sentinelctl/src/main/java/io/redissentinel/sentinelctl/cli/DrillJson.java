package io.redissentinel.sentinelctl.cli;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.redissentinel.sentinelctl.drill.DrillResult;
import io.redissentinel.sentinelctl.drill.Figures;
import io.redissentinel.sentinelctl.drill.Gap;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What {@code sentinelctl drill --output json} prints, in the shape that the README documents. A
 * time is in seconds, to the millisecond; what could not be measured is null.
 *
 * @param passed the verdict
 * @param reasons why not, for people
 * @param fault as on the command line
 * @param run the drill's name in its keys
 * @param begun when, ISO 8601
 * @param oldMaster the node that was hurt
 * @param newMaster the node that took over
 * @param target how long clients were allowed to be without writes
 */
@JsonPropertyOrder({
  "passed",
  "reasons",
  "stack",
  "fault",
  "client",
  "run",
  "begun",
  "oldMaster",
  "newMaster",
  "target",
  "seconds",
  "writes"
})
record DrillJson(
    boolean passed,
    List<String> reasons,
    String stack,
    String fault,
    String client,
    String run,
    String begun,
    String oldMaster,
    String newMaster,
    double target,
    Seconds seconds,
    Writes writes) {
  /**
   * How long things took.
   *
   * @param detection from the fault to +odown
   * @param election from there to +elected-leader
   * @param promotion from there to +switch-master
   * @param firstWrite from the fault to the new master's first acknowledgement
   * @param withoutWrites the longest time without one, of the client that had the longest
   * @param back from the fault until all nodes were healthy members
   */
  @JsonPropertyOrder({"detection", "election", "promotion", "firstWrite", "withoutWrites", "back"})
  record Seconds(
      Double detection,
      Double election,
      Double promotion,
      Double firstWrite,
      Double withoutWrites,
      Double back) {}

  /**
   * The drill's own writes.
   *
   * @param lost acknowledged, and gone at the end
   * @param excused of these, what a master that is cut off may lose by min-replicas-max-lag
   */
  @JsonPropertyOrder({"attempted", "acknowledged", "lost", "excused"})
  record Writes(long attempted, long acknowledged, Long lost, long excused) {}

  static DrillJson of(DrillResult result) {
    Figures figures = result.figures();
    return new DrillJson(
        result.verdict().passed(),
        result.verdict().reasons(),
        result.stack(),
        result.plan().fault().toString(),
        result.plan().client().name(),
        result.plan().run(),
        result.begun().toString(),
        result.plan().victim().key(),
        result.newMaster().orElse(null),
        result.plan().target().toMillis() / 1e3,
        new Seconds(
            rounded(figures.detection()),
            rounded(figures.election()),
            rounded(figures.promotion()),
            rounded(figures.firstWrite()),
            figures.withoutWrites().map(Gap::seconds).map(DrillJson::rounded).orElse(null),
            rounded(figures.back())),
        new Writes(
            figures.attempted(),
            figures.acknowledged(),
            figures.lost().isPresent() ? figures.lost().getAsLong() : null,
            figures.excused()));
  }

  private static Double rounded(OptionalDouble value) {
    return value.isPresent() ? rounded(value.getAsDouble()) : null;
  }

  private static double rounded(double value) {
    return Math.round(value * 1e3) / 1e3;
  }
}
