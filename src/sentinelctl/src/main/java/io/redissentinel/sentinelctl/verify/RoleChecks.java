package io.redissentinel.sentinelctl.verify;

import io.redissentinel.sentinelctl.cluster.NodeLook;
import io.redissentinel.sentinelctl.cluster.RedisFacts;
import io.redissentinel.sentinelctl.cluster.RedisFacts.Attached;
import io.redissentinel.sentinelctl.stack.NodeRef;
import java.util.List;
import java.util.Optional;

/** That the master is one, and that the replicas have what it has. */
final class RoleChecks {
  static final Check MASTER = Check.cluster("the master's role", RoleChecks::master);
  static final Check REPLICAS =
      situation ->
          situation.look().nodes().stream()
              .filter(look -> look.reached())
              .filter(look -> situation.look().master().filter(look.node()::equals).isEmpty())
              .map(
                  look -> new Line("replicas in sync", look.node().key(), replica(situation, look)))
              .toList();

  /** A part of the backlog: with more to catch up, a short break means a full copy. */
  private static final long BACKLOG_PART = 4;

  private static final long DEFAULT_BACKLOG = 1 << 20;
  private static final long LAG_SECONDS = 10;

  private RoleChecks() {}

  private static Verdict master(Situation situation) {
    Optional<NodeRef> named = situation.look().master();
    List<String> masters =
        situation.look().nodes().stream()
            .filter(look -> look.redis().filter(RedisFacts::isMaster).isPresent())
            .map(look -> look.node().key())
            .toList();
    if (named.isEmpty()) {
      return Verdict.failed(
          "no majority of the sentinels names a master; masters by their own word: " + masters,
          "bring the nodes back that cannot be reached; sentinelctl logs --of sentinel");
    }
    NodeLook look = situation.look().of(named.get());
    if (!look.reached()) {
      return Verdict.failed(
          "the sentinels name %s, which cannot be reached".formatted(named.get()),
          "if they find it down too, they fail over within seconds: try again");
    }
    if (!masters.contains(named.get().key())) {
      return Verdict.failed(
          "the sentinels name %s, whose role is %s"
              .formatted(
                  named.get(), look.redis().flatMap(RedisFacts::role).orElse("not to be had")),
          "an address that answers but is no master is never failed over: wait 30 s, and if it stays, `sentinelctl cli -n %s -- replicaof no one`, only if no other node is master"
              .formatted(named.get().key()));
    }
    return masters.size() == 1
        ? Verdict.passed("%s is master, and no other node is".formatted(named.get()))
        : Verdict.failed(
            "there are several: " + masters,
            "the sentinels turn the others into replicas within seconds; what was written to those is lost");
  }

  private static Verdict replica(Situation situation, NodeLook look) {
    Optional<RedisFacts> redis = look.redis();
    if (redis.isEmpty()) {
      return Verdict.notCheckable("Redis does not answer");
    }
    Optional<NodeRef> named = situation.look().master();
    Optional<RedisFacts> master = named.flatMap(node -> situation.look().of(node).redis());
    if (master.isEmpty()) {
      return Verdict.notCheckable("there is no master that answers");
    }
    String remedy =
        "sentinelctl logs %s --of redis says how far it is; a replica that never comes up may need a larger repl-backlog-size or client-output-buffer-limit"
            .formatted(look.node().key());
    if (!redis.get().isReplica()) {
      return Verdict.failed(
          "its role is " + redis.get().role().orElse("unknown"), "see the master's role above");
    }
    String followed = redis.get().masterAddress().orElse("nobody");
    if (!followed.equals(named.get().privateAddress())) {
      return Verdict.failed(
          "it follows %s, not %s".formatted(situation.name(followed), named.get()),
          "the sentinels correct that within seconds: try again");
    }
    if (!redis.get().linkUp()) {
      return Verdict.failed("its link to the master is down", remedy);
    }
    // As the master sees it: the replica's own offset was read at another moment.
    Optional<Attached> attached =
        master.get().attached().stream()
            .filter(one -> one.address().equals(look.node().privateAddress()))
            .findFirst();
    if (attached.isEmpty()) {
      return Verdict.failed("the master does not know it", remedy);
    }
    long behind = Math.max(0, master.get().offset().orElse(0) - attached.get().offset());
    long allowed = master.get().number("repl_backlog_size").orElse(DEFAULT_BACKLOG) / BACKLOG_PART;
    String measured =
        "%d bytes behind, acknowledged %d s ago".formatted(behind, attached.get().lagSeconds());
    if (!attached.get().state().equals("online")) {
      return Verdict.failed(
          "the master has it as %s; %s".formatted(attached.get().state(), measured), remedy);
    }
    if (behind > allowed || attached.get().lagSeconds() > LAG_SECONDS) {
      return Verdict.failed(
          "%s; at most %d bytes (a quarter of the backlog) and %d s"
              .formatted(measured, allowed, LAG_SECONDS),
          remedy);
    }
    return Verdict.passed(measured);
  }
}
