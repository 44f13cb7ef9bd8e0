package io.redissentinel.sentinelctl.drill;

import io.redissentinel.sentinelctl.CtlException;
import io.redissentinel.sentinelctl.ExitCode;
import io.redissentinel.sentinelctl.ssh.Shells;
import io.redissentinel.sentinelctl.stack.NodeRef;
import io.redissentinel.sentinelctl.stack.Outputs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;

/**
 * Writers and listeners on the nodes. A writer is on every node but the one that is hurt, and talks
 * to the master from there; only a cut has one on its wrong side too. A listener is on every node,
 * beside its sentinel.
 */
class Load implements AutoCloseable {
  private static final Duration READY_LIMIT = Duration.ofSeconds(15);
  private static final Duration POLL = Duration.ofMillis(50);
  private static final int CLOCK_QUESTIONS = 10;
  private static final int ENOUGH_WRITES = 20;

  private final Plan plan;
  private final Outputs outputs;
  private final Time time;
  private final Map<WriterLog, ScriptOnNode> writers = new LinkedHashMap<>();
  private final Map<ListenerLog, ScriptOnNode> listeners = new LinkedHashMap<>();
  private ScriptOnNode besideVictim;

  Load(Plan plan, Outputs outputs, Shells shells, Time time) {
    this.plan = plan;
    this.outputs = outputs;
    this.time = time;
    String limit = Long.toString(plan.loadLimit().toSeconds());
    for (NodeRef node : outputs.nodes()) {
      ListenerLog listener = new ListenerLog(node.key());
      ScriptOnNode script =
          new ScriptOnNode(
              shells.of(node), PythonScript.LISTENER, List.of(limit), time, listener::hear);
      listeners.put(listener, script);
      if (node.equals(plan.victim())) {
        besideVictim = script;
      }
      if (!node.equals(plan.victim()) || plan.fault() == FaultKind.CUT) {
        WriterLog writer = new WriterLog(node.key());
        writers.put(
            writer,
            new ScriptOnNode(
                shells.of(node),
                PythonScript.WRITER,
                List.of(
                    limit,
                    plan.run(),
                    Long.toString(Plan.WRITE_PERIOD.toMillis()),
                    plan.client().name()),
                time,
                writer::hear));
      }
    }
  }

  /**
   * Starts all, and waits until they work: clocks compared, sentinels heard, writes acknowledged.
   *
   * @throws CtlException if one does not; says which, and why
   */
  void start() throws InterruptedException {
    scripts().forEach(ScriptOnNode::start);
    scripts().forEach(ScriptOnNode::askClock);
    double end = time.now() + READY_LIMIT.toSeconds();
    while (missing().isPresent()) {
      if (time.now() > end) {
        throw new CtlException(
            ExitCode.UNHEALTHY, "the drill has not begun, nothing was broken: " + missing().get());
      }
      time.sleep(POLL);
    }
    compareClocks();
  }

  /** Again and again: the first answer has waited for its script to start. */
  private void compareClocks() throws InterruptedException {
    for (int i = 0; i < CLOCK_QUESTIONS; i++) {
      scripts().forEach(ScriptOnNode::askClock);
      time.sleep(POLL);
    }
  }

  private Optional<String> missing() {
    for (ScriptOnNode script : scripts()) {
      if (script.failure().isPresent() || !script.clock().known()) {
        return Optional.of(
            "%s: the drill's script does not run: %s"
                .formatted(
                    script.shell().node(), script.failure().orElse("it does not answer in time")));
      }
    }
    for (var listener : listeners.entrySet()) {
      if (!listener.getKey().hears()) {
        return Optional.of(
            "%s: its sentinel cannot be subscribed to"
                .formatted(listener.getValue().shell().node()));
      }
    }
    for (var writer : writers.entrySet()) {
      if (writer.getKey().acknowledged() < ENOUGH_WRITES) {
        return Optional.of(
            "%s: a client there cannot write: %s"
                .formatted(writer.getValue().shell().node(), writer.getKey().lastError()));
      }
    }
    return Optional.empty();
  }

  /** This machine's time of what happened at a time of the victim's clock. */
  double here(double victimTime) {
    return besideVictim.clock().here(victimTime);
  }

  /** Whether a sentinel has named a new master. */
  boolean switched() {
    return listeners.keySet().stream()
        .anyMatch(listener -> listener.switches(outputs.masterName()) > 0);
  }

  /** How far the nodes' clocks are ahead of this machine's, by node, in seconds. */
  Map<String, Double> clocks() {
    Map<String, Double> clocks = new LinkedHashMap<>();
    listeners
        .values()
        .forEach(script -> clocks.put(script.shell().node().key(), script.clock().seconds()));
    return clocks;
  }

  /** How many writes each writer has tried. */
  Map<String, Long> tried() {
    Map<String, Long> tried = new LinkedHashMap<>();
    writers.forEach((log, script) -> tried.put(script.shell().node().key(), log.last()));
    return tried;
  }

  /** All writes, in the order of their sending, in seconds since a time of this machine. */
  List<Write> writes(double since) {
    List<Write> all = new ArrayList<>();
    writers.forEach((log, script) -> all.addAll(log.writes(clockOf(script, since))));
    all.sort(Comparator.comparingDouble(Write::sent));
    return all;
  }

  /** All events, in the order of their times, in seconds since a time of this machine. */
  List<Event> events(double since) {
    List<Event> all = new ArrayList<>();
    listeners.forEach((log, script) -> all.addAll(log.events(clockOf(script, since))));
    all.sort(Comparator.comparingDouble(Event::at));
    return all;
  }

  private static DoubleUnaryOperator clockOf(ScriptOnNode script, double since) {
    return nodeTime -> script.clock().here(nodeTime) - since;
  }

  /** The writers that are where the fault is. */
  Set<String> isolated() {
    return plan.fault() == FaultKind.CUT ? Set.of(plan.victim().key()) : Set.of();
  }

  private List<ScriptOnNode> scripts() {
    List<ScriptOnNode> all = new ArrayList<>(listeners.values());
    all.addAll(writers.values());
    return all;
  }

  /** Ends all, and waits for their last words. */
  void stop() throws InterruptedException {
    compareClocks();
    close();
    for (ScriptOnNode script : scripts()) {
      script.join();
    }
  }

  /** Tells all to end. */
  @Override
  public void close() {
    scripts().forEach(ScriptOnNode::end);
  }
}
