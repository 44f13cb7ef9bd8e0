package io.redissentinel.sentinelctl.drill;

import io.redissentinel.sentinelctl.stack.NodeRef;
import io.redissentinel.sentinelctl.stack.Outputs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** Made-up clusters, plans and histories. */
public final class Made {
  public static final NodeRef A = node("a", 1);
  public static final NodeRef B = node("b", 2);
  public static final NodeRef C = node("c", 3);

  private Made() {}

  private static NodeRef node(String key, int subnet) {
    return new NodeRef(
        key,
        "i-000000000000000a" + subnet,
        "lab-local-1" + key,
        "10.0.%d.10".formatted(subnet),
        "vol-" + key,
        "eni-" + key);
  }

  public static Outputs outputs() {
    return new Outputs(
        "mymaster",
        2,
        List.of("10.0.1.10:26379", "10.0.2.10:26379", "10.0.3.10:26379"),
        List.of("10.0.1.10:6379", "10.0.2.10:6379", "10.0.3.10:6379"),
        List.of(A, B, C),
        Optional.empty(),
        List.of());
  }

  public static ClusterRules rules() {
    return new ClusterRules(Duration.ofSeconds(5), Optional.of(Duration.ofSeconds(10)));
  }

  public static Plan plan(FaultKind fault) {
    return new Plan(
        "run1",
        fault,
        A,
        rules(),
        fault.usualHold(rules()),
        Duration.ofSeconds(8),
        Duration.ofSeconds(180),
        Client.stays);
  }

  /** A history, made step by step. */
  public static final class Story {
    private final List<Write> writes = new ArrayList<>();
    private final List<Event> events = new ArrayList<>();
    private final Set<String> isolated = new HashSet<>();
    private Optional<Set<Write.Id>> missing = Optional.of(Set.of());
    private double end = 30;
    private OptionalDouble back = OptionalDouble.of(20);

    /** Acknowledged writes, 100 a second, each after 1 ms. */
    public Story writes(String writer, NodeRef master, double from, double to) {
      for (int i = 0; from + i * 0.01 < to; i++) {
        write(writer, from + i * 0.01, 0.001, master.privateAddress(), "");
      }
      return this;
    }

    public Story fails(String writer, NodeRef master, double at, double seconds, String error) {
      return write(writer, at, seconds, master.privateAddress(), error);
    }

    private Story write(String writer, double sent, double took, String master, String error) {
      long number = writes.stream().filter(it -> it.writer().equals(writer)).count() + 1;
      writes.add(new Write(writer, number, sent, took, master, error));
      return this;
    }

    public Story event(double at, String sentinel, String channel, String message) {
      events.add(new Event(at, sentinel, channel, message));
      return this;
    }

    /** The usual failover from a to b: events of sentinel b, which leads, and of c. */
    public Story failover(double odown, double elected, double switched) {
      String master = "master mymaster 10.0.1.10 6379";
      return event(odown - 0.02, "c", "+sdown", master)
          .event(odown - 0.01, "b", "+sdown", master)
          .event(odown, "b", "+odown", master + " #quorum 2/2")
          .event(odown + 0.3, "c", "+odown", master + " #quorum 2/2")
          .event(odown, "b", "+try-failover", master)
          .event(elected, "b", "+elected-leader", master)
          .event(
              elected + 0.1,
              "b",
              "+selected-slave",
              "slave 10.0.2.10:6379 10.0.2.10 6379 @ mymaster")
          .event(switched, "b", "+switch-master", "mymaster 10.0.1.10 6379 10.0.2.10 6379")
          .event(switched + 0.2, "c", "+switch-master", "mymaster 10.0.1.10 6379 10.0.2.10 6379");
    }

    public Story isolated(String writer) {
      isolated.add(writer);
      return this;
    }

    /** What was gone at the end: writes of a writer that were answered between these times. */
    public Story lost(String writer, double from, double to) {
      Set<Write.Id> gone = new HashSet<>(missing.orElse(Set.of()));
      writes.stream()
          .filter(write -> write.writer().equals(writer))
          .filter(write -> write.answered() >= from && write.answered() < to)
          .forEach(write -> gone.add(write.id()));
      missing = Optional.of(gone);
      return this;
    }

    public Story nobodyToAsk() {
      missing = Optional.empty();
      return this;
    }

    public Story neverBack() {
      back = OptionalDouble.empty();
      return this;
    }

    public Story end(double at) {
      end = at;
      return this;
    }

    public History history() {
      List<Write> inOrder = new ArrayList<>(writes);
      inOrder.sort(Comparator.comparingDouble(Write::sent));
      List<Event> eventsInOrder = new ArrayList<>(events);
      eventsInOrder.sort(Comparator.comparingDouble(Event::at));
      return new History(
          -3,
          end,
          OptionalDouble.empty(),
          back,
          inOrder,
          eventsInOrder,
          Set.copyOf(isolated),
          missing.map(it -> new Keys("10.0.2.10", it, 1000)));
    }
  }

  /** A killed master, as it should be: b takes over after 6.2 s, its clients write again at 6.3. */
  public static Story killed() {
    return new Story()
        .writes("b", A, -3, 0)
        .writes("c", A, -3, 0)
        .fails("b", A, 0.01, 0.5, "timed out")
        .fails("c", A, 0.02, 0.001, "Connection refused")
        .writes("b", B, 6.3, 30)
        .writes("c", B, 6.4, 30)
        .failover(5.1, 5.2, 6.2);
  }
}
