package io.redissentinel.sentinelctl.load;

import io.redissentinel.sentinelctl.CtlException;
import io.redissentinel.sentinelctl.ExitCode;
import io.redissentinel.sentinelctl.cluster.ClusterLook;
import io.redissentinel.sentinelctl.handover.Steady;
import io.redissentinel.sentinelctl.stack.NodeRef;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Puts other data into a running cluster. A replica fetches it, reads it whole, and becomes the
 * master with it; the data of before is kept until every node has the new one. On a failure, and
 * when the thread is interrupted, the cluster has its data of before again.
 */
public final class Loader {
  /** The file on its way in, and what is written of it: its dump and its append-only file. */
  private static final int COPIES_ON_A_REPLICA = 2;

  /** For a cluster whose data is back, to be in order. */
  private static final Duration SETTLES_WITHIN = Duration.ofMinutes(2);

  private final LoadSteps steps;
  private final Options options;
  private final String id;

  /**
   * How to go about it.
   *
   * @param replace whether the cluster may hold keys, which are lost
   * @param nodeLimit how long nodes may take to load, and to be in sync
   */
  public record Options(boolean replace, Duration nodeLimit) {}

  /** Makes a load, which has a name of its own on the nodes. */
  public Loader(LoadSteps steps, Options options, String id) {
    this.steps = steps;
    this.options = options;
    this.id = id;
  }

  /**
   * Loads these files, which must have no key in common.
   *
   * @throws CtlException if that did not come about; says what state is left
   */
  public LoadResult run(List<Source> sources) {
    ClusterLook before = Steady.required(steps.look());
    long keys = refuseUnlessEmpty(before);
    NodeRef node = choose(before);
    boolean switched = false;
    try {
      Checked checked = bring(node, sources);
      room(before, node, checked.bytes());
      steps.confirm(
          "Replace the cluster's data (%,d keys) by %,d keys?".formatted(keys, checked.keys()));
      // It took its time.
      ClusterLook now = Steady.required(steps.look());
      if (now.master().filter(node::equals).isPresent()) {
        throw CtlException.failed("there was a failover meanwhile: %s is master".formatted(node));
      }
      switched = true;
      Switched done = steps.switchOver(node, id);
      done.warnings().forEach(steps::say);
      Map<String, Long> counts = settled(node);
      steps.commit(node, id);
      return new LoadResult(node.key(), done, counts);
    } catch (RuntimeException e) {
      throw undone(node, switched, e);
    }
  }

  /**
   * Does all but the loading: fetches, checks, and removes what was fetched.
   *
   * @throws CtlException if it could not be loaded
   */
  public Checked dryRun(List<Source> sources) {
    ClusterLook before = Steady.required(steps.look());
    refuseUnlessEmpty(before);
    NodeRef node = choose(before);
    try {
      Checked checked = bring(node, sources);
      room(before, node, checked.bytes());
      steps.say("it would be loaded on %s, which would be the master then".formatted(node));
      steps.clean(node, id);
      return checked;
    } catch (RuntimeException e) {
      throw undone(node, false, e);
    }
  }

  private long refuseUnlessEmpty(ClusterLook look) {
    long keys = KeyCounts.of(look, look.master().orElseThrow());
    steps.say("the cluster holds %,d keys".formatted(keys));
    if (keys > 0 && !options.replace()) {
      throw CtlException.usage(
          "nothing was changed: the cluster holds %,d keys, which would be lost; --replace says that they shall be"
              .formatted(keys));
    }
    return keys;
  }

  /** The replica with the most room on its data volume. */
  private static NodeRef choose(ClusterLook look) {
    NodeRef master = look.master().orElseThrow();
    return look.nodes().stream()
        .map(node -> node.node())
        .filter(node -> !node.equals(master))
        .max(
            Comparator.<NodeRef>comparingLong(node -> freeKiB(look, node).orElse(0L))
                .thenComparing(Comparator.comparing(NodeRef::key).reversed()))
        .orElseThrow(() -> CtlException.failed("there is no replica that could load it"));
  }

  private Checked bring(NodeRef node, List<Source> sources) {
    for (Source source : sources) {
      steps.say("%s fetches %s".formatted(node, source));
      steps.fetch(node, id, source);
    }
    Checked checked = steps.check(node, id);
    checked.files().forEach(file -> steps.say(file.toString()));
    if (checked.files().size() > 1) {
      steps.say("merging %d files".formatted(checked.files().size()));
      steps.merge(node, id);
      return steps.check(node, id);
    }
    return checked;
  }

  private static void room(ClusterLook look, NodeRef loading, long bytes) {
    for (var other : look.nodes()) {
      Optional<Long> free = freeKiB(look, other.node());
      if (!other.node().equals(loading)
          && free.filter(kib -> kib * 1024 < COPIES_ON_A_REPLICA * bytes).isPresent()) {
        throw CtlException.failed(
            "node %s has %d MiB free on /data and needs %d for the new data: make the volumes larger"
                .formatted(other.node(), free.get() >> 10, COPIES_ON_A_REPLICA * bytes >> 20));
      }
    }
  }

  private static Optional<Long> freeKiB(ClusterLook look, NodeRef node) {
    return look.of(node)
        .facts()
        .flatMap(facts -> Optional.ofNullable(facts.host().disks().get("/data")))
        .map(disk -> disk.availableKiB());
  }

  /** Until every node has the new data. */
  private Map<String, Long> settled(NodeRef node) {
    ClusterLook look =
        Steady.await(steps::look, options.nodeLimit(), what -> steps.say("waiting: " + what));
    NodeRef master = look.master().orElseThrow();
    if (!master.equals(node)) {
      throw CtlException.failed(
          "%s is master, and not %s, which loaded the data: there was a failover in that moment"
              .formatted(master, node));
    }
    Map<String, Long> counts = KeyCounts.all(look);
    if (!KeyCounts.agree(counts)) {
      throw CtlException.failed(
          "the nodes hold different numbers of keys: " + KeyCounts.text(counts));
    }
    return counts;
  }

  /** Puts everything back, whatever has happened, and says what state is left. */
  private CtlException undone(NodeRef node, boolean switched, RuntimeException cause) {
    int code = cause instanceof CtlException known ? known.exitCode() : ExitCode.FAILED;
    String state;
    try {
      state = Undisturbed.get(() -> switched ? putBack(node) : cleaned(node));
    } catch (RuntimeException e) {
      code = ExitCode.FAILED;
      state =
          "and it is not undone: %s. Where the data was loaded, that of before is on node %s in /data/.redis-node/load/%s/aside: `redis-node-load undo --id %s` there, as root, once it is no master; `sentinelctl status` says what is going on"
              .formatted(e.getMessage(), node, id, id);
    }
    // Ctrl-C is an interruption of this thread. It also breaks connections, which may come first.
    String why = Thread.interrupted() ? "interrupted" : cause.getMessage();
    return new CtlException(code, "%s; %s".formatted(why, state), cause);
  }

  private String cleaned(NodeRef node) {
    Undisturbed.again(() -> steps.clean(node, id));
    return "the cluster and its data were not touched";
  }

  private String putBack(NodeRef node) {
    steps.say("putting the data of before back");
    Undone undone = Undisturbed.again(() -> steps.undo(node, id));
    if (undone.master()) {
      NodeRef other =
          choose(
              Steady.await(
                  steps::look, options.nodeLimit(), what -> steps.say("waiting: " + what)));
      steps.say(steps.handOver(other).toString());
      undone = steps.undo(node, id);
    }
    Undisturbed.again(() -> steps.clean(node, id));
    return "the cluster has its data of before" + disorder();
  }

  /** What undid a load may be a node that is gone, and that nobody can wait for. */
  private String disorder() {
    try {
      Duration limit =
          options.nodeLimit().compareTo(SETTLES_WITHIN) < 0 ? options.nodeLimit() : SETTLES_WITHIN;
      Steady.await(steps::look, limit, what -> steps.say("waiting: " + what));
      return "";
    } catch (CtlException e) {
      return ", and " + e.getMessage();
    }
  }
}
