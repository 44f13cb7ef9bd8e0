package io.redissentinel;

import io.redissentinel.topology.Problem;
import java.util.List;
import java.util.function.UnaryOperator;

/** What the arguments are refused for. */
final class Refusals {
  private Refusals() {}

  static List<String> of(UnaryOperator<RedisSentinelArgs.Builder> arguments) {
    return arguments.apply(RedisSentinelArgs.builder()).problems().stream()
        .map(Problem::toString)
        .toList();
  }

  static List<String> ofNodes(UnaryOperator<NodesArgs.Builder> nodes) {
    return of(args -> args.nodes(nodes.apply(NodesArgs.builder()).build()));
  }

  static List<String> ofMachine(UnaryOperator<MachineArgs.Builder> machine) {
    return of(args -> args.machine(machine.apply(MachineArgs.builder()).build()));
  }

  static List<String> ofAccess(UnaryOperator<AccessArgs.Builder> access) {
    return of(args -> args.access(access.apply(AccessArgs.builder()).build()));
  }

  static List<String> ofAuth(UnaryOperator<AuthArgs.Builder> auth) {
    return of(args -> args.auth(auth.apply(AuthArgs.builder()).build()));
  }

  static List<String> ofRedis(UnaryOperator<RedisArgs.Builder> redis) {
    return of(args -> args.redis(redis.apply(RedisArgs.builder()).build()));
  }

  static List<String> ofPersistence(UnaryOperator<PersistenceArgs.Builder> persistence) {
    return of(args -> args.persistence(persistence.apply(PersistenceArgs.builder()).build()));
  }

  static List<String> ofMemory(UnaryOperator<MemoryArgs.Builder> memory) {
    return of(args -> args.memory(memory.apply(MemoryArgs.builder()).build()));
  }

  static List<String> ofSentinel(UnaryOperator<SentinelArgs.Builder> sentinel) {
    return of(args -> args.sentinel(sentinel.apply(SentinelArgs.builder()).build()));
  }

  static List<String> ofBackups(UnaryOperator<BackupArgs.Builder> backups) {
    return of(
        args -> args.backups(backups.apply(BackupArgs.builder().bucket("redis-backups")).build()));
  }

  static List<String> ofVolumeSnapshots(UnaryOperator<VolumeSnapshotArgs.Builder> snapshots) {
    return of(args -> args.volumeSnapshots(snapshots.apply(VolumeSnapshotArgs.builder()).build()));
  }
}
