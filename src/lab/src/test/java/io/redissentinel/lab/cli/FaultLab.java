package io.redissentinel.lab.cli;

import io.redissentinel.lab.cloud.MachineState;
import io.redissentinel.lab.host.LabHost;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The lab that all fault tests share, since it takes a minute to come up. Rows do not depend on one
 * another: each begins with a whole cluster, if need be in a new lab.
 */
final class FaultLab implements AutoCloseable {
  private static final String NAME = "lab-faults";
  private static final Duration WHOLE = Duration.ofSeconds(90);
  private static final int DOWN_AFTER_MILLIS = 5000;

  private final TestLab lab = new TestLab(NAME);
  private final Figures figures = new Figures();

  /** What differs from the stack's own configuration, by key; given to every update. */
  private final Map<String, String> configuration = new LinkedHashMap<>();

  /** Also after Ctrl-C nothing is left behind. */
  private final Thread hook = new Thread(lab::close, "fault-lab-down");

  private FaultLab() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  static FaultLab up() {
    FaultLab faults = new FaultLab();
    faults.lab.ok("up");
    return faults;
  }

  @Override
  public void close() {
    lab.close();
    Runtime.getRuntime().removeShutdownHook(hook);
  }

  TestLab lab() {
    return lab;
  }

  List<String> nodes() {
    return lab.session().nodes().stream().map(LabNode::key).toList();
  }

  /** Runs a script on a node and gives what it wrote. */
  String sh(String node, String script) {
    return lab.onNode(node, "sh", "-c", script);
  }

  /** Runs a script on several nodes, side by side, and gives what each wrote. */
  List<String> onEach(List<String> nodes, String script) {
    return nodes.parallelStream().map(node -> sh(node, script)).toList();
  }

  /** Does something to several nodes at a time. */
  void each(List<String> nodes, Consumer<String> action) {
    nodes.parallelStream().forEach(action);
  }

  void powerOff(String... nodes) {
    each(Arrays.asList(nodes), node -> host().kill(instance(node)));
  }

  void start(String... nodes) {
    each(Arrays.asList(nodes), node -> host().start(instance(node)));
  }

  LabHost host() {
    return lab.session().host();
  }

  String instance(String node) {
    return lab.session().node(node).instanceId();
  }

  String password() {
    return sh(
        nodes().stream().filter(this::isRunning).findFirst().orElseThrow(),
        "cat /run/redis-node/password");
  }

  private boolean isRunning(String node) {
    return host().state(instance(node)) == MachineState.RUNNING;
  }

  /** Runs {@code pulumi up}, with what was configured so far and what is given. */
  TestLab.Result pulumiUp(String... more) {
    List<String> arguments =
        new ArrayList<>(List.of("pulumi", "--", "up", "--yes", "--skip-preview", "--config-path"));
    configuration.forEach(
        (key, value) ->
            arguments.addAll(List.of("-c", "redis-sentinel:%s=%s".formatted(key, value))));
    arguments.addAll(Arrays.asList(more));
    return lab.ok(arguments.toArray(String[]::new));
  }

  /** Makes what is gone of a node anew. */
  void remake(String node) {
    pulumiUp("--refresh", "-c", "redis-sentinel:rollout[0]=" + node);
  }

  /** Changes the stack's configuration for the rest of the run. */
  TestLab.Result configure(String key, String value) {
    configuration.put(key, value);
    return pulumiUp();
  }

  /** Sets down-after where it is another one, and waits until every sentinel has it. */
  void setDownAfter(int millis) {
    if (millis == downAfterMillis()) {
      return;
    }
    configure("downAfterMillis", Integer.toString(millis));
    lab.await(
        Duration.ofSeconds(30),
        "down-after of %d ms on every sentinel".formatted(millis),
        () ->
            onEach(nodes(), "redis-cli -p 26379 sentinel master mymaster | grep -A 1 ^down-after"),
        seen -> seen.stream().allMatch(("down-after-milliseconds\n" + millis + "\n")::equals));
  }

  int downAfterMillis() {
    return Integer.parseInt(
        configuration.getOrDefault("downAfterMillis", Integer.toString(DOWN_AFTER_MILLIS)));
  }

  void figure(Figures.Figure figure) {
    try {
      figures.add(figure);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until every node is a member, and nobody else; gives the master. */
  String awaitWhole(Duration limit) {
    return lab.await(
            limit, "whole cluster", () -> Membership.look(lab.session()), Membership::whole)
        .master();
  }

  /** Runs a row; if it fails, keeps the history and the nodes' logs, and says where. */
  void row(String name, Consumer<Row> body) {
    long seed = Long.getLong("faults.seed", System.nanoTime() % 1_000_000);
    System.out.printf("%s (seed %d)%n", name, seed);
    long begin = System.nanoTime();
    Evidence evidence = new Evidence(name);
    Row row = new Row(this, name, evidence.folder(), seed, awaitWhole(WHOLE));
    try {
      body.accept(row);
      row.end();
      evidence.discard();
    } catch (RuntimeException | AssertionError e) {
      // The time limit interrupts: what follows is not to be cut short by it.
      Thread.interrupted();
      row.end();
      evidence.collect(lab.session());
      System.out.printf("%s failed: %s%n", name, e.getMessage());
      throw new AssertionError(
          "%s (seed %d; history and logs in %s): %s"
              .formatted(name, seed, evidence.folder(), e.getMessage()),
          e);
    } finally {
      heal();
      System.out.printf("%s: %.1f s%n", name, (System.nanoTime() - begin) / 1e9);
    }
  }

  /**
   * Before each row, outside its time limit. One that failed can leave anything: then a new lab.
   */
  void makeWhole() {
    try {
      awaitWhole(WHOLE);
    } catch (AssertionError e) {
      System.out.println("the row before left no whole cluster, so here is a new lab: " + e);
      configuration.clear();
      lab.run("down", "--force");
      lab.ok("up");
    }
  }

  private void heal() {
    for (String node : nodes()) {
      if (!isRunning(node)) {
        start(node);
      }
      host().heal(instance(node));
    }
  }
}
