package io.redissentinel.sentinelctl.drill;

import io.redissentinel.sentinelctl.CtlException;
import io.redissentinel.sentinelctl.cluster.ClusterLook;
import io.redissentinel.sentinelctl.ssh.NodeShell;
import io.redissentinel.sentinelctl.ssh.Shells;
import io.redissentinel.sentinelctl.stack.NodeRef;
import io.redissentinel.sentinelctl.stack.Outputs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A failover on purpose: load, fault, undo, wait until all are back, check. Whatever happens on the
 * way, and when the thread is interrupted, the fault is undone, the load ends, and its keys are
 * deleted.
 */
public final class Drill {
  private static final Duration POLL = Duration.ofMillis(200);

  /** What a writer writes in a few seconds. */
  private static final long UNTOLD = 1000;

  private final Plan plan;
  private final FaultOnNode fault;
  private final Load load;
  private final KeyCheck keys;
  private final Supplier<ClusterLook> look;
  private final Time time;
  private final Consumer<String> progress;

  Drill(
      Plan plan,
      FaultOnNode fault,
      Load load,
      KeyCheck keys,
      Supplier<ClusterLook> look,
      Time time,
      Consumer<String> progress) {
    this.plan = plan;
    this.fault = fault;
    this.load = load;
    this.keys = keys;
    this.look = look;
    this.time = time;
    this.progress = progress;
  }

  /**
   * A drill of a cluster.
   *
   * @param look asks all nodes
   * @param progress is told of each step
   */
  public static Drill of(
      Plan plan,
      Outputs outputs,
      Shells shells,
      Supplier<ClusterLook> look,
      Consumer<String> progress) {
    Time time = Time.ofThisMachine();
    List<NodeShell> others = new ArrayList<>();
    for (NodeRef node : outputs.nodes()) {
      if (!node.equals(plan.victim())) {
        others.add(shells.of(node));
      }
    }
    return new Drill(
        plan,
        new FaultOnNode(shells.of(plan.victim()), plan, time),
        new Load(plan, outputs, shells, time),
        new KeyCheck(others, plan.run()),
        look,
        time,
        progress);
  }

  /**
   * Does it.
   *
   * @return what was seen, and how far the nodes' clocks are ahead, in seconds
   * @throws CtlException if it could not be done; nothing is left behind then either
   * @throws InterruptedException if the thread was interrupted; nothing is left behind then either
   */
  public Seen run() throws InterruptedException {
    fault.check();
    boolean done = false;
    try (load) {
      load.start();
      double begin = time.now();
      progress.accept("clients on %s write".formatted(String.join(", ", load.tried().keySet())));
      time.sleep(Plan.BEFORE);
      double at = load.here(hurtAndHeal());
      OptionalDouble undone =
          plan.fault().lasting() ? OptionalDouble.of(time.now() - at) : OptionalDouble.empty();
      OptionalDouble back = awaitBack(at);
      time.sleep(Plan.AFTER);
      double end = time.now();
      load.stop();
      done = true;
      Optional<Keys> found = check(load.tried());
      return new Seen(
          new History(
              begin - at,
              end - at,
              undone,
              back,
              load.writes(at),
              load.events(at),
              load.isolated(),
              found),
          load.clocks());
    } finally {
      if (!done) {
        cleanUp();
      }
    }
  }

  /**
   * What a drill brings home.
   *
   * @param history what happened
   * @param clocks how far each node's clock was ahead of this machine's, in seconds, by node
   */
  public record Seen(History history, Map<String, Double> clocks) {}

  /** The fault, for as long as it is to last. Gives its time by the victim's clock. */
  private double hurtAndHeal() throws InterruptedException {
    try {
      double at = fault.inflict();
      progress.accept("%s: %s".formatted(plan.victim(), plan.fault().what()));
      awaitSwitch(plan.hold());
      return at;
    } finally {
      // Also when the fault says that it failed: it may have been done all the same.
      fault.undo();
      if (plan.fault().lasting()) {
        progress.accept("%s: the fault is undone".formatted(plan.victim()));
      }
    }
  }

  private void awaitSwitch(Duration hold) throws InterruptedException {
    double end = time.now() + hold.toMillis() / 1e3;
    boolean said = false;
    while (time.now() < end) {
      time.sleep(POLL);
      if (!said && load.switched()) {
        said = true;
        progress.accept("a new master");
      }
    }
  }

  private OptionalDouble awaitBack(double at) throws InterruptedException {
    double end = time.now() + plan.settle().toMillis() / 1e3;
    boolean said = plan.fault().lasting() && load.switched();
    while (time.now() < end) {
      if (load.switched()) {
        if (!said) {
          said = true;
          progress.accept("a new master");
        }
        // Before the failover the cluster looks healthy for a while: nobody has noticed yet.
        if (look.get().healthy()) {
          progress.accept("all nodes are healthy members again");
          return OptionalDouble.of(time.now() - at);
        }
      }
      time.sleep(POLL);
    }
    return OptionalDouble.empty();
  }

  private Optional<Keys> check(Map<String, Long> tried) {
    try {
      Keys found = keys.of(tried);
      progress.accept("%d keys of the drill checked and deleted".formatted(found.deleted()));
      return Optional.of(found);
    } catch (CtlException e) {
      progress.accept(e.getMessage());
      return Optional.empty();
    }
  }

  /** Without an end that was meant: what is left behind goes, as far as it can. */
  private void cleanUp() {
    boolean interrupted = Thread.interrupted();
    try {
      if (load.tried().values().stream().anyMatch(count -> count > 0)) {
        Map<String, Long> tried = new TreeMap<>(load.tried());
        // With a connection that broke, the last writes went through and their lines did not.
        tried.replaceAll((writer, count) -> count + UNTOLD);
        check(tried);
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
