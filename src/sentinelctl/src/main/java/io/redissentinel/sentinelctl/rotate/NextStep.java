package io.redissentinel.sentinelctl.rotate;

import io.redissentinel.sentinelctl.stack.NodeRef;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What comes next in a rotation, from what the nodes say. */
sealed interface NextStep {
  /** The Redis servers of these nodes take the new password, all at once. */
  record Servers(List<NodeRef> nodes) implements NextStep {
    @Override
    public String toString() {
      return "redis-server on %s takes the new password".formatted(keys(nodes));
    }
  }

  /** This node's sentinel is restarted with the new password. */
  record Sentinel(NodeRef node) implements NextStep {
    @Override
    public String toString() {
      return "restart redis-sentinel on %s with the new password".formatted(node);
    }
  }

  /** The store calls the wanted one the current one, if it does not yet. */
  record Settle() implements NextStep {
    @Override
    public String toString() {
      return "every node has it: the store calls it the current one";
    }
  }

  /** The old one is taken away on these nodes. */
  record Finish(List<NodeRef> nodes) implements NextStep {
    @Override
    public String toString() {
      return "the old password goes on " + keys(nodes);
    }
  }

  /** Somebody has to come back first. */
  record Wait(String why) implements NextStep {}

  /** There is nothing left to do. */
  record Done() implements NextStep {}

  /**
   * The next step. The master's own sentinel comes last: it dies with the master, and those that
   * are left are the sooner of one mind.
   *
   * @param states what the nodes say
   * @param settled whether the store says so already
   */
  static NextStep of(List<NodeState> states, boolean settled) {
    List<NodeRef> behind = nodes(states, state -> state.answers() && !state.serverDone());
    if (!behind.isEmpty()) {
      return new Servers(behind);
    }
    if (states.stream().anyMatch(NodeState::seesServerBehind)) {
      // Its sentinel's restart would lose sight of a server with the old one, perhaps the master.
      return new Wait(
          "a redis-server has the old password still, and its node cannot be told: "
              + away(states));
    }
    Optional<NodeState> sentinel =
        states.stream()
            .filter(state -> state.serverDone() && !state.sentinelDone())
            .min(Comparator.comparing(NodeState::isMaster));
    if (sentinel.isPresent()) {
      return new Sentinel(sentinel.get().node());
    }
    String away = away(states);
    if (!away.isEmpty()) {
      return new Wait(away);
    }
    if (!settled) {
      return new Settle();
    }
    List<NodeRef> unfinished = nodes(states, state -> !state.finished());
    return unfinished.isEmpty() ? new Done() : new Finish(unfinished);
  }

  private static String away(List<NodeState> states) {
    return states.stream()
        .filter(state -> !state.answers())
        .map(
            state ->
                "%s: %s"
                    .formatted(
                        state.node(),
                        state.reached() ? "its redis-server does not answer" : state.error()))
        .collect(Collectors.joining("; "));
  }

  private static List<NodeRef> nodes(List<NodeState> states, Predicate<NodeState> which) {
    return states.stream().filter(which).map(NodeState::node).toList();
  }

  private static String keys(List<NodeRef> nodes) {
    return nodes.stream().map(NodeRef::key).collect(Collectors.joining(", "));
  }
}
