package io.redissentinel.sentinelctl.harden;

import io.redissentinel.sentinelctl.CtlException;
import io.redissentinel.sentinelctl.cluster.ClusterLook;
import io.redissentinel.sentinelctl.cluster.NodeLook;
import io.redissentinel.sentinelctl.handover.HandoverResult;
import io.redissentinel.sentinelctl.handover.Steady;
import io.redissentinel.sentinelctl.stack.NodeRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Disables commands on a running cluster, or gives them back. Which nodes are done is what they say
 * themselves, so a second run goes on where the first one stopped.
 *
 * <p>While some nodes know a command and others do not, nobody may call it: a replica would not do
 * what its master has done. So calls on the master are counted, and one in between stops this
 * before a failover makes it matter.
 */
public final class Harden {
  /** What nobody needs on a production server, and everybody fears. */
  public static final List<String> DEFAULTS = List.of("DEBUG", "FLUSHALL", "FLUSHDB");

  private final HardenSteps steps;
  private final Duration nodeLimit;
  private final AtomicBoolean stopped = new AtomicBoolean();

  /**
   * Makes a hardening.
   *
   * @param nodeLimit how long a node may take to be in sync again after its restart
   */
  public Harden(HardenSteps steps, Duration nodeLimit) {
    this.steps = steps;
    this.nodeLimit = nodeLimit;
  }

  /**
   * What is to be disabled: the usual ones, those given, and those that are already.
   *
   * @throws CtlException if one of them would break failover
   */
  public static List<String> wanted(List<String> given, List<String> configured) {
    Set<String> wanted = new TreeSet<>(DEFAULTS);
    given.forEach(command -> wanted.add(command.toUpperCase(Locale.ROOT)));
    wanted.addAll(configured);
    Refused.check(wanted);
    return List.copyOf(wanted);
  }

  /**
   * Says what would be done.
   *
   * @param wanted the commands that are to be disabled, and no others
   */
  public List<String> plan(List<String> wanted) {
    ClusterLook look = Steady.required(steps.look());
    NodeRef master = look.master().orElseThrow();
    List<String> plan = new ArrayList<>();
    if (!Set.copyOf(steps.configured()).equals(Set.copyOf(wanted))) {
      plan.add("set disabledCommands in the stack's configuration, and in the nodes' tags");
    }
    List<NodeRef> undone = undone(look, wanted);
    undone.stream()
        .filter(node -> !node.equals(master))
        .map(node -> "restart redis-server on replica " + node)
        .forEach(plan::add);
    if (undone.contains(master)) {
      NodeRef to = successor(look, master);
      plan.add("planned failover from %s to %s".formatted(master, to));
      plan.add("restart redis-server on " + master);
      plan.add("planned failover from %s back to %s, as the proof".formatted(to, master));
    }
    return plan;
  }

  /**
   * Does it.
   *
   * @param wanted the commands that are to be disabled, and no others
   * @return the planned failovers that it took; the last one is the proof that hardened nodes fail
   *     over. None if every node was as wanted already
   * @throws CtlException at the first doubt; what has been done stays, and another run goes on
   */
  public List<HandoverResult> run(List<String> wanted) {
    ClusterLook look = Steady.required(steps.look());
    NodeRef master = look.master().orElseThrow();
    Map<String, Long> before = steps.calls(master, wanted);
    before.forEach(
        (command, calls) -> {
          if (calls > 0) {
            steps.say(
                "%s was called %d times since %s started: whoever does so gets an error from now on"
                    .formatted(command, calls, master));
          }
        });
    configure(wanted);
    List<NodeRef> undone = undone(look, wanted);
    for (NodeRef node : undone) {
      if (!node.equals(master)) {
        restart(node, wanted);
      }
    }
    List<HandoverResult> handovers = new ArrayList<>();
    if (undone.contains(master)) {
      checkNotCalled(master, before);
      handovers.add(handOver(successor(look, master)));
      restart(master, wanted);
      handovers.add(handOver(master));
    }
    proved(steps.look(), wanted);
    return handovers;
  }

  /** From another thread: no step begins any more. */
  public void stop() {
    stopped.set(true);
  }

  private void configure(List<String> wanted) {
    List<String> before = steps.configured();
    if (Set.copyOf(before).equals(Set.copyOf(wanted))) {
      // Also where an earlier run was stopped before the update.
      if (!steps.preview().onlyChangesTags().isEmpty()) {
        steps.up();
      }
      return;
    }
    checkNotStopped();
    steps.configure(wanted);
    boolean fine = false;
    try {
      steps.preview().onlyChangesTags();
      fine = true;
    } finally {
      if (!fine) {
        steps.configure(before);
        steps.say("disabledCommands is what it was before in the stack's configuration");
      }
    }
    steps.up();
  }

  private List<NodeRef> undone(ClusterLook look, List<String> wanted) {
    return look.nodes().stream()
        .map(NodeLook::node)
        .filter(node -> !steps.disabledOn(node).equals(Set.copyOf(wanted)))
        .toList();
  }

  private void restart(NodeRef node, List<String> wanted) {
    checkNotStopped();
    steps.say("%s: restarting redis-server".formatted(node));
    steps.restart(node, wanted);
    ClusterLook look = await();
    if (look.master().filter(node::equals).isPresent()) {
      throw CtlException.failed(
          "%s became master while it was restarted, by a failover that nobody planned; look at `sentinelctl status`, then run this again"
              .formatted(node));
    }
    steps.say("%s: back, in sync".formatted(node));
  }

  private HandoverResult handOver(NodeRef to) {
    checkNotStopped();
    HandoverResult result = steps.handOver(to);
    steps.say(result.toString());
    result.warnings().forEach(steps::say);
    await();
    return result;
  }

  private void checkNotCalled(NodeRef master, Map<String, Long> before) {
    Map<String, Long> now = steps.calls(master, before.keySet());
    List<String> called =
        before.keySet().stream()
            .filter(command -> now.getOrDefault(command, 0L) > before.get(command))
            .toList();
    if (!called.isEmpty()) {
      throw CtlException.failed(
          "%s was called on the master, %s, while the replicas refuse it already: they may not hold what the master holds, so there was no failover. Find out who calls it; `sentinelctl harden --undo` gives it back; after that make each replica copy the master anew (`sentinelctl cli -n KEY -- replicaof no one`, then `sentinelctl cli -n KEY -- replicaof %s %d`)"
              .formatted(
                  String.join(", ", called),
                  master,
                  master.privateAddress(),
                  steps.look().outputs().redisPort()));
    }
  }

  private void proved(ClusterLook look, List<String> wanted) {
    List<NodeRef> undone = undone(look, wanted);
    if (!undone.isEmpty()) {
      throw CtlException.failed(
          "not every node knows exactly the wanted commands: " + undone + "; run this again");
    }
  }

  private ClusterLook await() {
    return Steady.await(
        () -> {
          checkNotStopped();
          return steps.look();
        },
        nodeLimit,
        what -> steps.say("waiting: " + what));
  }

  private static NodeRef successor(ClusterLook look, NodeRef master) {
    return look.nodes().stream()
        .map(NodeLook::node)
        .filter(node -> !node.equals(master))
        .findFirst()
        .orElseThrow();
  }

  private void checkNotStopped() {
    if (stopped.get()) {
      throw CtlException.failed("stopped");
    }
  }
}
