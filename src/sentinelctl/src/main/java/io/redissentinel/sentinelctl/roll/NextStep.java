package io.redissentinel.sentinelctl.roll;

import io.redissentinel.sentinelctl.CtlException;
import io.redissentinel.sentinelctl.ExitCode;
import io.redissentinel.sentinelctl.cluster.ClusterLook;
import io.redissentinel.sentinelctl.handover.Steady;
import io.redissentinel.sentinelctl.stack.NodeRef;
import io.redissentinel.sentinelctl.stack.PendingChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What comes next: replicas first, then another master, then the old one. */
public sealed interface NextStep {
  /** Pulumi replaces this node, a replica. */
  record Replace(NodeRef node) implements NextStep {
    @Override
    public String toString() {
      return "replace replica " + node;
    }
  }

  /** The master's role goes to a node on which nothing is pending. */
  record HandOver(NodeRef from, NodeRef to) implements NextStep {
    @Override
    public String toString() {
      return "planned failover from %s to %s".formatted(from, to);
    }
  }

  /** Nothing is pending on any node. */
  record Done() implements NextStep {}

  /** The nodes on which something is pending. */
  static Set<String> pending(ClusterLook look) {
    return look.outputs().pending().stream().map(PendingChange::node).collect(Collectors.toSet());
  }

  /**
   * The next step. A cluster in full order can spare one node. One in which a single node is not in
   * order can spare that one, and no other: it was interrupted half-way, and is to be replaced.
   *
   * @throws CtlException if no node can be spared; says why
   */
  static NextStep of(ClusterLook look) {
    Set<String> pending = pending(look);
    List<NodeRef> waiting =
        look.nodes().stream()
            .map(node -> node.node())
            .filter(node -> pending.contains(node.key()))
            .toList();
    if (waiting.isEmpty()) {
      return new Done();
    }
    NodeRef master =
        look.master()
            .orElseThrow(
                () ->
                    new CtlException(
                        ExitCode.NO_QUORUM,
                        "no majority of the sentinels names a master: nothing can be replaced; `sentinelctl verify` says what to do"));
    List<NodeRef> failing = Steady.failing(look);
    if (!failing.isEmpty()) {
      boolean spared =
          failing.size() == 1 && waiting.contains(failing.get(0)) && !failing.get(0).equals(master);
      if (!spared) {
        throw new CtlException(
            ExitCode.UNHEALTHY,
            "the cluster is not in order, so no node can be spared: %s; `sentinelctl verify` says what to do"
                .formatted(String.join("; ", Steady.missing(look))));
      }
      return new Replace(failing.get(0));
    }
    return waiting.stream()
        .filter(node -> !node.equals(master))
        .findFirst()
        .<NextStep>map(Replace::new)
        .orElseGet(() -> new HandOver(master, successor(look, master)));
  }

  /** All steps from here on, if nothing unforeseen happens. */
  static List<NextStep> plan(ClusterLook look) {
    NextStep first = of(look);
    List<NextStep> steps = new ArrayList<>();
    if (first instanceof Done) {
      return steps;
    }
    Set<String> pending = pending(look);
    NodeRef master = look.master().orElseThrow();
    if (first instanceof Replace interrupted) {
      steps.add(interrupted);
    }
    look.nodes().stream()
        .map(node -> node.node())
        .filter(node -> pending.contains(node.key()) && !node.equals(master))
        .map(Replace::new)
        .filter(step -> !step.equals(first))
        .forEach(steps::add);
    if (pending.contains(master.key())) {
      steps.add(new HandOver(master, successor(look, master)));
      steps.add(new Replace(master));
    }
    return steps;
  }

  private static NodeRef successor(ClusterLook look, NodeRef master) {
    return look.nodes().stream()
        .map(node -> node.node())
        .filter(node -> !node.equals(master))
        .findFirst()
        .orElseThrow();
  }
}
