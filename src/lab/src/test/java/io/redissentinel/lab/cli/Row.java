package io.redissentinel.lab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.redissentinel.lab.workload.Checker;
import io.redissentinel.lab.workload.ClientKind;
import io.redissentinel.lab.workload.Clock;
import io.redissentinel.lab.workload.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

/** One row of the matrix: a whole cluster, writers at work, a fault, and what has to be so then. */
final class Row {
  /** How soon a sentinel that was elected has a new master, beyond down-after. */
  private static final Duration FAILOVER = Duration.ofSeconds(3);

  /** For a sentinel that was not elected because votes were split: when it has tried once more. */
  private static final Duration SPLIT_VOTE = Duration.ofSeconds(35);

  private final FaultLab faults;
  private final String name;
  private final Path folder;
  private final long seed;
  private final Random random;
  private final String master;
  private final SentinelLogs logs;
  private final List<Load> loads = new ArrayList<>();
  private final Map<ClientKind, Verdict> verdicts = new TreeMap<>();
  private long faultMicros;

  Row(FaultLab faults, String name, Path folder, long seed, String master) {
    this.faults = faults;
    this.name = name;
    this.folder = folder;
    this.seed = seed;
    this.random = new Random(seed);
    this.master = master;
    this.logs = new SentinelLogs(faults.lab());
  }

  /** Who was master when the row began. */
  String master() {
    return master;
  }

  /** Who was not, in the order of their keys. */
  List<String> replicas() {
    return others(master);
  }

  /** Any of the replicas. */
  String replica() {
    return replicas().get(random.nextInt(replicas().size()));
  }

  /** All but this one. */
  List<String> others(String one) {
    return faults.nodes().stream().filter(node -> !node.equals(one)).toList();
  }

  /** Any nodes, master and replicas alike. */
  List<String> anyNodes(int count) {
    List<String> nodes = new ArrayList<>(faults.nodes());
    Collections.shuffle(nodes, random);
    return nodes.subList(0, count);
  }

  /** Starts writers of these kinds. */
  void write(ClientKind... kinds) {
    for (ClientKind kind : kinds) {
      loads.add(Load.start(faults, kind, seed, folder));
    }
    hold(Duration.ofMillis(500 + random.nextInt(1500)), "undisturbed writes");
  }

  /** Does the harm, at a moment that is remembered. */
  void inflict(Runnable harm) {
    faultMicros = Clock.micros();
    harm.run();
  }

  /** Lets a state last: part of the fault, such as a node that comes back late. */
  void hold(Duration length, String why) {
    long end = System.nanoTime() + length.toNanos();
    faults.lab().await(length.plusSeconds(5), why, System::nanoTime, now -> now - end >= 0);
  }

  /** Goes on until the fault has lasted this long. */
  void holdSinceFault(Duration length) {
    long left = faultMicros + length.toNanos() / 1000 - Clock.micros();
    hold(Duration.ofNanos(Math.max(0, left) * 1000), "end of the fault");
  }

  /** Waits until a sentinel names another master than before, and that one says so itself. */
  String awaitFailover() {
    Duration limit = Duration.ofMillis(faults.downAfterMillis()).plus(FAILOVER);
    long end = System.nanoTime() + limit.plus(SPLIT_VOTE).toNanos();
    String seen = masterWithout(master);
    while (seen.isEmpty()) {
      long left = end - System.nanoTime();
      if (left < 0 || (left < SPLIT_VOTE.toNanos() && logs.splitVotes() == 0)) {
        throw new AssertionError(
            "no new master within %d ms, split votes: %d"
                .formatted(limit.toMillis(), logs.splitVotes()));
      }
      seen = masterWithout(master);
    }
    return seen;
  }

  /** Who is master in the eyes of all nodes but this one; empty: nobody. */
  String masterWithout(String absent) {
    List<ClusterStatus.Node> others =
        faults.lab().session().look(node -> !node.key().equals(absent)).nodes();
    return others.stream()
        .filter(node -> "master".equals(node.role()))
        .filter(
            node -> others.stream().anyMatch(peer -> node.address().equals(peer.sentinelMaster())))
        .map(ClusterStatus.Node::key)
        .findFirst()
        .orElse("");
  }

  /** Waits for anything else. */
  <T> T await(Duration limit, String what, Supplier<T> look, Predicate<T> condition) {
    return faults.lab().await(limit, what, look, condition);
  }

  /** Waits until every node is a member, and nobody else; gives the master. */
  String awaitWhole(Duration limit) {
    return faults.awaitWhole(limit);
  }

  /** Stops the writers and asks the master for their writes; the cluster must be whole. */
  Verdict verdict(ClientKind kind) {
    judge();
    return verdicts.get(kind);
  }

  private void judge() {
    try {
      for (Load load : loads) {
        if (!verdicts.containsKey(load.kind())) {
          var history = load.stop();
          Verdict verdict = Checker.judge(history, load.missing(), faultMicros);
          verdicts.put(load.kind(), verdict);
          System.out.println("  " + load.kind() + ": " + verdict);
        }
      }
    } catch (IOException e) {
      throw new AssertionError("no history: " + e, e);
    }
  }

  /**
   * As {@link #assertNothingLost}, of a fault in which a master dies: what it had answered in that
   * very moment no replica has, and no setting of Sentinel can help that.
   */
  void assertNothingLostButWhatDiedWithTheMaster() {
    assertLost(Verdict::lostLast);
  }

  /** No write that was acknowledged is gone, and never did two nodes take writes for long. */
  void assertNothingLost() {
    assertLost(verdict -> 0);
  }

  private void assertLost(ToIntFunction<Verdict> allowed) {
    judge();
    verdicts.forEach(
        (kind, verdict) -> {
          assertThat(verdict.lost())
              .as(() -> kind + ": " + verdict)
              .hasSize(allowed.applyAsInt(verdict));
          // A server counts its replicas once a second.
          assertThat(verdict.twoMasters()).as(() -> kind + ": " + verdict).isLessThan(2);
        });
  }

  /** Writers were held up for less than this. */
  void assertWritesHeldUpLessThan(double seconds) {
    judge();
    verdicts.forEach(
        (kind, verdict) ->
            assertThat(verdict.gap()).as(() -> kind + ": " + verdict).isLessThan(seconds));
  }

  void assertFailovers(int count) {
    assertThat(logs.failovers()).as("failovers").isEqualTo(count);
  }

  /** Puts what the row measured into the table. */
  void figure(String fault) {
    judge();
    verdicts.forEach(
        (kind, verdict) ->
            faults.figure(
                new Figures.Figure(
                    fault,
                    faults.downAfterMillis(),
                    kind.toString(),
                    verdict.gap(),
                    verdict.lost().size(),
                    logs.failovers(),
                    logs.splitVotes())));
  }

  /** Stops what still writes, whatever became of the row. */
  void end() {
    for (Load load : loads) {
      try {
        load.stop();
      } catch (IOException | AssertionError e) {
        System.out.println("  " + name + ": " + load.kind() + ": " + e.getMessage());
      }
    }
  }
}
