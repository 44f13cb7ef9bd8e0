package io.redissentinel.program;

import com.pulumi.core.Output;
import com.pulumi.exceptions.RunException;
import io.redissentinel.AccessArgs;
import io.redissentinel.AppendFsync;
import io.redissentinel.Architecture;
import io.redissentinel.AuthArgs;
import io.redissentinel.AuthMode;
import io.redissentinel.MachineArgs;
import io.redissentinel.MaxMemoryPolicy;
import io.redissentinel.MemoryArgs;
import io.redissentinel.NodesArgs;
import io.redissentinel.PasswordStore;
import io.redissentinel.PersistenceArgs;
import io.redissentinel.RedisArgs;
import io.redissentinel.RedisSentinelArgs;
import io.redissentinel.SentinelArgs;
import io.redissentinel.SnapshotBucketArgs;
import io.redissentinel.VolumeSnapshotArgs;
import io.redissentinel.topology.Problem;
import io.redissentinel.topology.Problems;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A stack's configuration, in the terms of the component. A key that is not set leaves the
 * component's default alone.
 *
 * @param nodes how many nodes, and where
 * @param machine what kind of machine each node is
 * @param access who may reach the nodes
 * @param auth how clients and nodes prove who they are
 * @param redis the Redis servers
 * @param persistence what Redis keeps of its data on disk
 * @param memory what Redis may take of each node's memory
 * @param sentinel the sentinels
 * @param backups where backups go
 * @param snapshotsVolumes whether the data volumes have snapshots
 * @param volumeSnapshots these snapshots, where they have
 * @param restoreFrom the snapshot that a new cluster begins with
 * @param rollout the nodes on which changes are not held back
 */
record StackConfig(
    NodesArgs nodes,
    MachineArgs machine,
    AccessArgs access,
    AuthArgs auth,
    RedisArgs redis,
    PersistenceArgs persistence,
    MemoryArgs memory,
    SentinelArgs sentinel,
    BackupConfig backups,
    boolean snapshotsVolumes,
    VolumeSnapshotArgs volumeSnapshots,
    Optional<String> restoreFrom,
    List<String> rollout) {
  /** In the place of a bucket while the rest is checked. */
  private static final String UNMADE_BUCKET = "redis-backups";

  /**
   * Reads and checks the whole configuration.
   *
   * @param source the value of a key without its namespace, if it has one
   * @param encrypted whether a key's value is encrypted in the stack's file
   * @throws RunException if something is wrong, with all that is, a line each; Pulumi prints it
   *     without a stack trace
   */
  static StackConfig read(Function<String, Optional<String>> source, Predicate<String> encrypted) {
    var reader = new ConfigReader(source);
    MachineArgs machine = machine(reader);
    var config =
        new StackConfig(
            nodes(reader),
            machine,
            access(reader),
            auth(reader),
            redis(reader),
            persistence(reader),
            memory(reader),
            sentinel(reader),
            BackupConfig.read(reader, machine),
            reader.bool(Key.VOLUME_SNAPSHOTS).orElse(false),
            volumeSnapshots(reader),
            reader.text(Key.RESTORE_FROM),
            reader.texts(Key.ROLLOUT).orElse(List.of()));
    Problems problems = reader.problems();
    if (config.auth.password().isPresent() && !encrypted.test(Key.PASSWORD.toString())) {
      problems.add(
          ConfigReader.path(Key.PASSWORD),
          "must be encrypted, and stands in the stack's file in clear; take another one, and set it"
              + " by pulumi config set --secret password");
    }
    Stream.concat(
            config.builder(unmade -> Output.of(UNMADE_BUCKET)).problems().stream(),
            config.backups.problems().stream())
        .forEach(problem -> problems.add(keyOf(problem), problem.message()));
    if (!problems.isEmpty()) {
      throw new RunException(
          "the stack's configuration cannot be used:\n"
              + problems.toString().indent(2).stripTrailing());
    }
    return config;
  }

  /**
   * The component's arguments.
   *
   * @param makeBucket makes the bucket for the backups, if there are any and no bucket is named
   */
  RedisSentinelArgs toArgs(Function<SnapshotBucketArgs.Builder, Output<String>> makeBucket) {
    return builder(makeBucket).build();
  }

  private RedisSentinelArgs.Builder builder(
      Function<SnapshotBucketArgs.Builder, Output<String>> makeBucket) {
    var args =
        RedisSentinelArgs.builder()
            .nodes(nodes)
            .machine(machine)
            .access(access)
            .auth(auth)
            .redis(redis)
            .persistence(persistence)
            .memory(memory)
            .sentinel(sentinel)
            .rollout(rollout);
    backups.toArgs(makeBucket).ifPresent(args::backups);
    if (snapshotsVolumes) {
      args.volumeSnapshots(volumeSnapshots);
    }
    restoreFrom.ifPresent(args::restoreFrom);
    return args;
  }

  private static NodesArgs nodes(ConfigReader reader) {
    var nodes = NodesArgs.builder();
    reader.integer(Key.NODE_COUNT).ifPresent(nodes::count);
    reader.texts(Key.SUBNET_IDS).ifPresent(nodes::subnetIds);
    reader.texts(Key.PRIVATE_ADDRESSES).ifPresent(nodes::privateAddresses);
    reader.bool(Key.ALLOW_SHARED_ZONES).ifPresent(nodes::allowSharedZones);
    reader.bool(Key.PUBLIC_ADDRESSES).ifPresent(nodes::publicAddresses);
    return nodes.build();
  }

  private static MachineArgs machine(ConfigReader reader) {
    var machine = MachineArgs.builder();
    reader.choice(Key.ARCHITECTURE, Architecture.class).ifPresent(machine::architecture);
    reader.text(Key.INSTANCE_TYPE).ifPresent(machine::instanceType);
    reader.text(Key.IMAGE_ID).ifPresent(machine::imageId);
    reader.integer(Key.VOLUME_SIZE_GIB).ifPresent(machine::volumeSizeGiB);
    reader.bool(Key.PROTECT_DATA).ifPresent(machine::protectData);
    reader.text(Key.KMS_KEY_ID).ifPresent(machine::kmsKeyId);
    reader.text(Key.AWS_ENDPOINT_URL).ifPresent(machine::awsEndpointUrl);
    return machine.build();
  }

  private static AccessArgs access(ConfigReader reader) {
    var access = AccessArgs.builder();
    reader.texts(Key.CLIENT_CIDRS).ifPresent(access::clientCidrs);
    reader.texts(Key.CLIENT_SECURITY_GROUP_IDS).ifPresent(access::clientSecurityGroupIds);
    reader.texts(Key.SSH_CIDRS).ifPresent(access::sshCidrs);
    reader.text(Key.PUBLIC_KEY).ifPresent(access::publicKey);
    reader.bool(Key.ALLOW_PUBLIC).ifPresent(access::allowPublic);
    reader.bool(Key.SESSION_MANAGER).ifPresent(access::sessionManager);
    return access.build();
  }

  private static AuthArgs auth(ConfigReader reader) {
    var auth = AuthArgs.builder();
    reader.choice(Key.AUTH, AuthMode.class).ifPresent(auth::mode);
    reader.text(Key.PASSWORD).ifPresent(auth::password);
    reader.choice(Key.PASSWORD_STORE, PasswordStore.class).ifPresent(auth::store);
    return auth.build();
  }

  private static RedisArgs redis(ConfigReader reader) {
    var redis = RedisArgs.builder();
    reader.text(Key.REDIS_VERSION).ifPresent(redis::version);
    reader.text(Key.REDIS_URL).ifPresent(redis::url);
    reader.text(Key.REDIS_SHA256).ifPresent(redis::sha256);
    reader.integer(Key.REDIS_PORT).ifPresent(redis::port);
    reader.integer(Key.MIN_REPLICAS_TO_WRITE).ifPresent(redis::minReplicasToWrite);
    reader.integer(Key.MIN_REPLICAS_MAX_LAG_SECONDS).ifPresent(redis::minReplicasMaxLagSeconds);
    reader.bool(Key.REDIS_RUN_TESTS).ifPresent(redis::runTests);
    reader.texts(Key.DISABLED_COMMANDS).ifPresent(redis::disabledCommands);
    reader.bool(Key.TLS).ifPresent(redis::tls);
    return redis.build();
  }

  private static PersistenceArgs persistence(ConfigReader reader) {
    var persistence = PersistenceArgs.builder();
    reader.bool(Key.APPEND_ONLY).ifPresent(persistence::appendOnly);
    reader.choice(Key.APPEND_FSYNC, AppendFsync.class).ifPresent(persistence::appendFsync);
    reader.textsOrNone(Key.SNAPSHOTS).ifPresent(persistence::snapshots);
    return persistence.build();
  }

  private static MemoryArgs memory(ConfigReader reader) {
    var memory = MemoryArgs.builder();
    // 0 is the schema's way to say "not given".
    reader.integer(Key.MAX_MEMORY_MIB).filter(size -> size != 0).ifPresent(memory::maxMemoryMiB);
    reader.choice(Key.MAX_MEMORY_POLICY, MaxMemoryPolicy.class).ifPresent(memory::maxMemoryPolicy);
    reader.integer(Key.REPLICATION_BACKLOG_MIB).ifPresent(memory::replicationBacklogMiB);
    reader.integer(Key.REPLICA_OUTPUT_BUFFER_MIB).ifPresent(memory::replicaOutputBufferMiB);
    return memory.build();
  }

  private static SentinelArgs sentinel(ConfigReader reader) {
    var sentinel = SentinelArgs.builder();
    reader.text(Key.MASTER_NAME).ifPresent(sentinel::masterName);
    reader.integer(Key.SENTINEL_PORT).ifPresent(sentinel::port);
    // 0 is the schema's way to say "not given".
    reader.integer(Key.QUORUM).filter(quorum -> quorum != 0).ifPresent(sentinel::quorum);
    reader.integer(Key.DOWN_AFTER_MILLIS).ifPresent(sentinel::downAfterMillis);
    reader.integer(Key.FAILOVER_TIMEOUT_MILLIS).ifPresent(sentinel::failoverTimeoutMillis);
    reader.integer(Key.PARALLEL_SYNCS).ifPresent(sentinel::parallelSyncs);
    return sentinel.build();
  }

  private static VolumeSnapshotArgs volumeSnapshots(ConfigReader reader) {
    var snapshots = VolumeSnapshotArgs.builder();
    reader.integer(Key.VOLUME_SNAPSHOT_DAYS).ifPresent(snapshots::days);
    return snapshots.build();
  }

  /** Users of a stack know configuration keys, not the component's arguments. */
  private static String keyOf(Problem problem) {
    return ConfigReader.path(
        Key.ofArgument(problem.path())
            .map(key -> key.inPlaceOfArgument(problem.path()))
            .orElse(problem.path()));
  }
}
