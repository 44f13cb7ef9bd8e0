package io.redissentinel.sentinelctl.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.redissentinel.sentinelctl.ExitCode;
import io.redissentinel.sentinelctl.cluster.ClusterLook;
import io.redissentinel.sentinelctl.cluster.Failover;
import io.redissentinel.sentinelctl.cluster.NodeFacts;
import io.redissentinel.sentinelctl.cluster.NodeLook;
import io.redissentinel.sentinelctl.cluster.PasswordState;
import io.redissentinel.sentinelctl.cluster.RedisFacts;
import io.redissentinel.sentinelctl.cluster.RedisFacts.Attached;
import io.redissentinel.sentinelctl.cluster.SentinelFacts;
import io.redissentinel.sentinelctl.stack.NodeRef;
import io.redissentinel.sentinelctl.stack.PendingChange;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What {@code sentinelctl status --output json} prints, in the shape that the README documents: the
 * one of {@code bin/lab status}, and more.
 *
 * @param healthy see {@link ClusterLook#healthy}
 * @param master the key of the node that a majority of the sentinels names; null if there is none
 * @param quorum what the stack says
 * @param lastFailover the last change of masters; null if no log has one
 * @param nodes all nodes
 * @param pending what the stack holds back
 * @param backups what the nodes remember of backups; null where they cannot make any
 */
@JsonPropertyOrder({"healthy", "master", "quorum", "lastFailover", "nodes", "pending", "backups"})
record ClusterStatus(
    boolean healthy,
    String master,
    int quorum,
    LastFailover lastFailover,
    List<Node> nodes,
    List<PendingChange> pending,
    BackupStatus backups) {
  /**
   * A change of masters.
   *
   * @param at when, ISO 8601
   * @param from the old master: its key, or its address if it is no node of the stack
   * @param to the new one
   */
  record LastFailover(String at, String from, String to) {}

  /**
   * A node; what it does not answer is left out.
   *
   * @param state {@code running} if it answered, else {@code unreachable}
   * @param error why it did not, and what to do
   * @param linkUp whether a replica is connected to its master
   * @param lagBytes how far a replica is behind what the master has written
   * @param lagSeconds when a replica last acknowledged
   * @param usedMemory bytes
   * @param maxMemory bytes; 0 where Redis has no limit
   * @param memory bytes that the machine has
   * @param persistence {@code aof}, {@code rdb}, {@code aof+rdb} or {@code none}
   * @param persistenceOk whether the last write and the last save went well
   * @param keys how many keys there are
   * @param password {@code current}, {@code rotating} or {@code differs}, as against the store
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Node(
      String key,
      String address,
      String zone,
      String instanceId,
      String state,
      String error,
      String role,
      Boolean linkUp,
      Long lagBytes,
      Long lagSeconds,
      Long usedMemory,
      Long maxMemory,
      Long memory,
      String persistence,
      Boolean persistenceOk,
      Long keys,
      Integer sentinelsSeen,
      String sentinelMaster,
      Boolean quorumReached,
      String redisVersion,
      String password) {}

  static ClusterStatus of(ClusterLook look) {
    return new ClusterStatus(
        look.healthy(),
        look.master().map(NodeRef::key).orElse(null),
        look.outputs().quorum(),
        look.lastFailover().map(failover -> lastFailover(look, failover)).orElse(null),
        look.nodes().stream().map(node -> node(look, node)).toList(),
        look.outputs().pending(),
        BackupStatus.of(look));
  }

  /** As `bin/lab status` ends. */
  static int exitCode(ClusterLook look) {
    if (look.healthy()) {
      return ExitCode.OK;
    }
    if (look.nodes().stream().noneMatch(NodeLook::reached)) {
      return ExitCode.UNREACHABLE;
    }
    return look.quorumReached() ? ExitCode.UNHEALTHY : ExitCode.NO_QUORUM;
  }

  private static LastFailover lastFailover(ClusterLook look, Failover failover) {
    return new LastFailover(
        failover.at().toString(), name(look, failover.from()), name(look, failover.to()));
  }

  private static String name(ClusterLook look, String address) {
    return look.outputs().atAddress(address).map(NodeRef::key).orElse(address);
  }

  private static Node node(ClusterLook look, NodeLook node) {
    Optional<RedisFacts> redis = node.redis();
    Optional<SentinelFacts> sentinel = node.sentinel();
    Optional<RedisFacts> replica = redis.filter(RedisFacts::isReplica);
    Optional<RedisFacts> master = look.master().flatMap(it -> look.of(it).redis());
    Optional<Attached> attached =
        replica.flatMap(
            it ->
                master.flatMap(
                    facts ->
                        facts.attached().stream()
                            .filter(one -> one.address().equals(node.node().privateAddress()))
                            .findFirst()));
    return new Node(
        node.node().key(),
        node.node().privateAddress(),
        node.node().zone(),
        node.node().instanceId(),
        node.reached() ? "running" : "unreachable",
        node.error()
            .map(error -> node.remedy().map(remedy -> error + "; " + remedy).orElse(error))
            .orElse(null),
        redis.flatMap(RedisFacts::role).orElse(null),
        replica.map(RedisFacts::linkUp).orElse(null),
        attached
            .map(one -> Math.max(0, master.get().offset().orElse(0) - one.offset()))
            .orElse(null),
        attached.map(Attached::lagSeconds).orElse(null),
        number(redis, "used_memory"),
        number(redis, "maxmemory"),
        number(redis, "total_system_memory"),
        redis.map(ClusterStatus::persistence).orElse(null),
        redis.map(ClusterStatus::persistenceOk).orElse(null),
        redis.map(ClusterStatus::keys).orElse(null),
        sentinel.flatMap(SentinelFacts::othersSeen).orElse(null),
        sentinel.flatMap(SentinelFacts::masterAddress).orElse(null),
        sentinel.map(SentinelFacts::quorumReached).orElse(null),
        redis
            .flatMap(RedisFacts::version)
            .or(() -> node.facts().map(NodeFacts::env).map(env -> env.get("REDIS_VERSION")))
            .orElse(null),
        node.facts()
            .map(NodeFacts::password)
            .filter(password -> password != PasswordState.UNKNOWN)
            .map(PasswordState::word)
            .orElse(null));
  }

  private static String persistence(RedisFacts redis) {
    boolean aof = "1".equals(redis.info().get("aof_enabled"));
    boolean rdb = !redis.config().getOrDefault("save", "").isBlank();
    return aof && rdb ? "aof+rdb" : aof ? "aof" : rdb ? "rdb" : "none";
  }

  private static boolean persistenceOk(RedisFacts redis) {
    return List.of("rdb_last_bgsave_status", "aof_last_write_status", "aof_last_bgrewrite_status")
        .stream()
        .allMatch(name -> redis.info().getOrDefault(name, "ok").equals("ok"));
  }

  /** Of all databases: {@code db0:keys=1,expires=0,avg_ttl=0}. */
  private static Long keys(RedisFacts redis) {
    return redis.info().entrySet().stream()
        .filter(entry -> entry.getKey().matches("db\\d+"))
        .map(entry -> entry.getValue().replaceAll("^keys=(\\d+).*", "$1"))
        .mapToLong(Long::parseLong)
        .sum();
  }

  private static Long number(Optional<RedisFacts> redis, String name) {
    OptionalLong value = redis.map(it -> it.number(name)).orElse(OptionalLong.empty());
    return value.isPresent() ? value.getAsLong() : null;
  }
}
