package io.redissentinel.sentinelctl.rotate;

import io.redissentinel.sentinelctl.CtlException;
import io.redissentinel.sentinelctl.ExitCode;
import io.redissentinel.sentinelctl.cluster.ClusterLook;
import io.redissentinel.sentinelctl.handover.Steady;
import io.redissentinel.sentinelctl.rotate.NextStep.Done;
import io.redissentinel.sentinelctl.rotate.NextStep.Finish;
import io.redissentinel.sentinelctl.rotate.NextStep.Sentinel;
import io.redissentinel.sentinelctl.rotate.NextStep.Servers;
import io.redissentinel.sentinelctl.rotate.NextStep.Settle;
import io.redissentinel.sentinelctl.rotate.NextStep.Wait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Gives a running cluster another password, without a failover. What comes next is decided from
 * what the store and the nodes say, before each step and never from memory: so it goes on where an
 * earlier one stopped.
 *
 * <p>The order: the new one is put into the store, pending; every node fetches it; all Redis
 * servers take it within the same second, since links that are there stay, and new ones need it;
 * then the sentinels one at a time, because a sentinel takes a password by a restart only; then the
 * store calls it the current one; then the old one goes.
 *
 * <p>What a master's death in the middle does. Sentinels with different passwords do not hear each
 * other, so a failover needs a majority among those with the same one:
 *
 * <ul>
 *   <li>Before the servers, and after the last sentinel: a failover as ever.
 *   <li>Servers done, no sentinel yet: the sentinels' links to the servers are there, so there is a
 *       failover. It ends with Redis closing the other sentinels' links to the promoted one; up to
 *       Redis 5 those come back with the wrong password, so these sentinels see the new master as
 *       down, until they are restarted, which this goes on to do. From Redis 6 on both passwords
 *       are good until the end, and nothing of that happens.
 *   <li>Some of the sentinels done: of n, the one group or the other has a majority, and with the
 *       dead node's own sentinel gone it still has, except in one state: (n-1)/2 done and the next
 *       under way, for 3, 5 and 7 alike. In it there is no failover until that next one is back,
 *       about two seconds; this goes on with it though a node is gone, and where this was killed,
 *       the node itself does a minute later (its upkeep).
 *   <li>A quorum larger than a majority needs more sentinels of one password than there may be: a
 *       failover then waits until all are done.
 * </ul>
 *
 * <p>A node that boots in the middle asks its peers which of the two they take.
 */
public final class Rotate {
  private static final int TRIES = 3;

  private final RotateSteps steps;
  private final Store store;
  private final Duration limit;
  private final AtomicBoolean stopped = new AtomicBoolean();

  /**
   * Makes a rotation.
   *
   * @param limit how long a node that is away may take to be back
   */
  public Rotate(RotateSteps steps, Store store, Duration limit) {
    this.steps = steps;
    this.store = store;
    this.limit = limit;
  }

  /**
   * Says what would be done; nothing is put into the store.
   *
   * @throws CtlException if it could not begin
   */
  public List<String> plan() {
    Versions versions = store.versions();
    List<NodeState> states = all(versions);
    if (!idle(versions, states)) {
      return List.of("go on with the rotation that is under way: " + next(states, versions));
    }
    steady();
    List<String> plan = new ArrayList<>();
    plan.add("put a new password into the store, pending; every node fetches it");
    plan.add("all redis-servers take it, within a second");
    plan.add("restart the sentinels with it, one at a time, the master's last");
    plan.add("make it the store's current one, and take the old one away");
    return plan;
  }

  /**
   * Rotates, or goes on.
   *
   * @param given the password; empty: one is made up
   * @return whether anything was to be done
   * @throws CtlException at the first doubt; the cluster works, and another run goes on
   */
  public boolean run(Optional<String> given) {
    Versions versions = store.versions();
    List<NodeState> states = all(versions);
    if (idle(versions, states)) {
      if (given.isPresent() && store.is(versions.wanted(), given.get())) {
        return false;
      }
      steady();
      checkNotStopped();
      versions = store.put(given);
      steps.say("a new password is in the store, pending");
    } else {
      if (given.isPresent() && !store.is(versions.wanted(), given.get())) {
        throw CtlException.usage(
            "a rotation to another password is under way: bring it to its end first, without a password given; or give it up by --abandon");
      }
      steps.say("a rotation is under way: going on with it");
    }
    Versions chosen = versions;
    walk(versions, versions.pending() ? () -> store.promote(chosen) : null);
    inOrder();
    return true;
  }

  /**
   * Goes back to the password from before a rotation that is under way.
   *
   * @throws CtlException if none is, or if it cannot be gone back from
   */
  public void abandon() {
    Versions versions = store.versions();
    List<NodeState> states = all(versions);
    if (idle(versions, states)) {
      throw CtlException.usage("no rotation is under way: there is nothing to abandon");
    }
    store.checkDiscardable(versions);
    walk(versions.swapped(), () -> store.discard(versions));
    inOrder();
  }

  /** From another thread: it ends where the cluster is in order; what has begun is brought over. */
  public void stop() {
    stopped.set(true);
  }

  /**
   * Nothing is under way: every node has the wanted one, and the store calls it the current one.
   */
  private static boolean idle(Versions versions, List<NodeState> states) {
    return !versions.pending() && states.stream().allMatch(NodeState::finished);
  }

  private static NextStep next(List<NodeState> states, Versions versions) {
    return NextStep.of(states, !versions.pending());
  }

  /** To begin with, every node has to answer. */
  private List<NodeState> all(Versions versions) {
    List<NodeState> states = steps.prepare(versions);
    List<String> missing =
        states.stream()
            .filter(state -> !state.reached())
            .map(state -> state.node() + ": " + state.error())
            .toList();
    if (!missing.isEmpty()) {
      throw new CtlException(
          ExitCode.UNHEALTHY,
          "every node has to answer before the password can change: " + String.join("; ", missing));
    }
    return states;
  }

  private void steady() {
    ClusterLook look = Steady.required(steps.look());
    int majority = look.nodes().size() / 2 + 1;
    if (look.outputs().quorum() > majority) {
      steps.say(
          "quorum %d is more than a majority of %d: while the sentinels have different passwords, for some seconds, no failover can be agreed on"
              .formatted(look.outputs().quorum(), majority));
    }
  }

  private void inOrder() {
    Steady.await(steps::look, limit, what -> steps.say("waiting: " + what));
  }

  /**
   * From what there is to the end.
   *
   * @param settle what is done to the store when all nodes have the wanted one; null: nothing
   */
  private void walk(Versions versions, Runnable settle) {
    boolean settled = settle == null;
    NextStep before = null;
    int tries = 0;
    long end = System.nanoTime() + limit.toNanos();
    while (true) {
      NextStep next = NextStep.of(steps.prepare(versions), settled);
      if (next instanceof Done) {
        return;
      }
      if (!next.equals(before)) {
        steps.say(next instanceof Wait wait ? "waiting: " + wait.why() : next.toString());
        tries = 0;
        end = System.nanoTime() + limit.toNanos();
      }
      before = next;
      List<String> problems = List.of();
      if (next instanceof Servers servers) {
        checkNotStopped();
        problems = steps.servers(versions, servers.nodes());
      } else if (next instanceof Sentinel sentinel) {
        // Not where it was asked to stop: with sentinels of two kinds a failover is less sure.
        problems = steps.sentinel(versions, sentinel.node());
      } else if (next instanceof Settle) {
        checkNotStopped();
        settle.run();
        settled = true;
      } else if (next instanceof Finish finish) {
        problems = steps.finish(versions, finish.nodes());
      } else if (System.nanoTime() > end) {
        throw failed(((Wait) next).why());
      } else {
        checkNotStopped();
        steps.pause();
      }
      problems.forEach(steps::say);
      if (!problems.isEmpty()) {
        if (++tries >= TRIES) {
          throw failed(String.join("; ", problems));
        }
        steps.pause();
      }
    }
  }

  private static CtlException failed(String why) {
    return new CtlException(
        ExitCode.UNHEALTHY,
        why
            + "; the cluster works with what it has. When the reason is gone, `sentinelctl rotate-password` goes on from here, and with --abandon goes back");
  }

  private void checkNotStopped() {
    if (stopped.get()) {
      throw CtlException.failed("stopped");
    }
  }
}
