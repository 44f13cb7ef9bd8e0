package io.redissentinel.sentinelctl.roll;

import io.redissentinel.sentinelctl.CtlException;
import io.redissentinel.sentinelctl.cluster.ClusterLook;
import io.redissentinel.sentinelctl.handover.HandoverResult;
import io.redissentinel.sentinelctl.handover.Steady;
import io.redissentinel.sentinelctl.roll.NextStep.HandOver;
import io.redissentinel.sentinelctl.roll.NextStep.Replace;
import io.redissentinel.sentinelctl.stack.NodeRef;
import io.redissentinel.sentinelctl.stack.Preview.Change;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

/**
 * Brings pending changes out, one node at a time. What comes next is decided from what the stack
 * and the nodes say, before each step and never from memory: so it goes on where an earlier one
 * stopped, and a failover in between changes no more than the order.
 */
public final class Roll {
  private final RollSteps steps;
  private final Duration nodeLimit;
  private final AtomicBoolean stopped = new AtomicBoolean();

  /**
   * What was done.
   *
   * @param replaced the nodes, in order
   * @param handovers the planned failovers, in order
   */
  public record Outcome(List<String> replaced, List<HandoverResult> handovers) {}

  /**
   * Makes a roll.
   *
   * @param nodeLimit how long a node may take to be a member again after it was replaced
   */
  public Roll(RollSteps steps, Duration nodeLimit) {
    this.steps = steps;
    this.nodeLimit = nodeLimit;
  }

  /**
   * Makes the plan, and has Pulumi preview its first step.
   *
   * @throws CtlException if it could not begin
   */
  public List<NextStep> dryRun() {
    try {
      ClusterLook look = steps.look();
      List<NextStep> plan = NextStep.plan(look);
      if (!plan.isEmpty() && plan.get(0) instanceof Replace first) {
        preview(look, first.node());
      }
      return plan;
    } finally {
      steps.clearRollout();
    }
  }

  /**
   * Brings out all that is pending.
   *
   * @throws CtlException at the first doubt; what has been done stays, and another roll goes on
   */
  public Outcome run() {
    List<String> replaced = new ArrayList<>();
    List<HandoverResult> handovers = new ArrayList<>();
    try {
      ClusterLook look = recovered(steps.look());
      while (true) {
        checkNotStopped();
        NextStep next = NextStep.of(look);
        if (next instanceof Replace replace) {
          look = replace(look, replace.node(), replaced);
        } else if (next instanceof HandOver handOver) {
          steps.say(handOver.toString());
          HandoverResult result = steps.handOver(handOver.to());
          handovers.add(result);
          steps.say(result.toString());
          result.warnings().forEach(steps::say);
          // The old master is next, and need not be able to follow a newer release.
          look = await(node -> node.key().equals(handOver.from().key()));
        } else {
          return new Outcome(replaced, handovers);
        }
      }
    } finally {
      steps.clearRollout();
    }
  }

  /** From another thread: no step begins any more. */
  public void stop() {
    stopped.set(true);
  }

  /** A node on which nothing is pending and which is not in order may just be coming back. */
  private ClusterLook recovered(ClusterLook look) {
    boolean waits =
        Steady.failing(look).stream()
            .anyMatch(node -> !NextStep.pending(look).contains(node.key()));
    return waits && !NextStep.pending(look).isEmpty() ? await(spared -> false) : look;
  }

  private ClusterLook await(Predicate<NodeRef> spared) {
    return Steady.await(
        () -> {
          checkNotStopped();
          return steps.look();
        },
        nodeLimit,
        what -> steps.say("waiting: " + what),
        spared);
  }

  private ClusterLook replace(ClusterLook before, NodeRef node, List<String> replaced) {
    preview(before, node);
    // A preview takes its time, in which the node may have become master.
    boolean halfWay = Steady.failing(before).contains(node);
    ClusterLook now = await(other -> halfWay && other.equals(node));
    if (!NextStep.of(now).equals(new Replace(node))) {
      steps.say("%s: not now, the cluster has changed meanwhile".formatted(node));
      return now;
    }
    checkNotStopped();
    steps.say("%s: pulumi replaces it".formatted(node));
    steps.up(node);
    ClusterLook look = await(spared -> false);
    if (NextStep.pending(look).contains(node.key())) {
      throw CtlException.failed(
          "node %s was brought up anew, and still the stack has something pending on it: %s"
              .formatted(node, look.outputs().pending()));
    }
    steps.say("%s: a member again, in sync".formatted(node));
    replaced.add(node.key());
    return look;
  }

  private void preview(ClusterLook look, NodeRef node) {
    steps.say("%s: preview".formatted(node));
    List<Change> harmless =
        steps.preview(node).onlyTouches(cluster(look), node, look.outputs().nodes());
    if (!harmless.isEmpty()) {
      steps.say("beside the node this update does: " + harmless);
    }
  }

  /** The name that the cluster's resources begin with, as any node was launched to know it. */
  private static String cluster(ClusterLook look) {
    return look.nodes().stream()
        .flatMap(node -> node.facts().stream())
        .flatMap(facts -> Optional.ofNullable(facts.env().get("CLUSTER")).stream())
        .findFirst()
        .orElseThrow(() -> CtlException.failed("no node says of which cluster it is"));
  }

  private void checkNotStopped() {
    if (stopped.get()) {
      throw CtlException.failed("stopped");
    }
  }
}
