package io.redissentinel;

import com.pulumi.core.annotations.Import;
import com.pulumi.resources.ResourceArgs;
import io.redissentinel.topology.Problem;
import io.redissentinel.topology.Problems;
import java.util.List;
import java.util.Optional;

/**
 * What a {@link RedisSentinel} is made of. Nothing is required: {@code
 * RedisSentinelArgs.builder().build()} is three nodes in the default VPC that let nobody in.
 *
 * <pre>{@code
 * RedisSentinelArgs.builder()
 *     .nodes(NodesArgs.builder().subnetIds(network.privateSubnetIds()).build())
 *     .access(AccessArgs.builder().clientSecurityGroup("app", appGroup.id()).build())
 *     .build()
 * }</pre>
 *
 * <p>Inputs that are other resources' outputs take an {@code Output} or a plain value; what decides
 * how many resources there are, or can be checked before anything is made, is plain.
 */
public final class RedisSentinelArgs extends ResourceArgs {
  @Import(name = "nodes")
  private final NodesArgs nodes;

  @Import(name = "machine")
  private final MachineArgs machine;

  @Import(name = "access")
  private final AccessArgs access;

  @Import(name = "auth")
  private final AuthArgs auth;

  @Import(name = "redis")
  private final RedisArgs redis;

  @Import(name = "persistence")
  private final PersistenceArgs persistence;

  @Import(name = "memory")
  private final MemoryArgs memory;

  @Import(name = "sentinel")
  private final SentinelArgs sentinel;

  @Import(name = "backups")
  private final Optional<BackupArgs> backups;

  @Import(name = "volumeSnapshots")
  private final Optional<VolumeSnapshotArgs> volumeSnapshots;

  @Import(name = "restoreFrom")
  private final Optional<String> restoreFrom;

  /** Not imported into the stack's state: it is an instruction to one update, and no part of it. */
  private final List<String> rollout;

  private RedisSentinelArgs(Builder builder) {
    this.nodes = builder.nodes;
    this.machine = builder.machine;
    this.access = builder.access;
    this.auth = builder.auth;
    this.redis = builder.redis;
    this.persistence = builder.persistence;
    this.memory = builder.memory;
    this.sentinel = builder.sentinel;
    this.backups = Optional.ofNullable(builder.backups);
    this.volumeSnapshots = Optional.ofNullable(builder.volumeSnapshots);
    this.restoreFrom = Optional.ofNullable(builder.restoreFrom);
    this.rollout = List.copyOf(builder.rollout);
  }

  /** A builder with every default in place. */
  public static Builder builder() {
    return new Builder();
  }

  /** How many nodes, and where. */
  public NodesArgs nodes() {
    return nodes;
  }

  /** What kind of machine each node is. */
  public MachineArgs machine() {
    return machine;
  }

  /** Who may reach the nodes. */
  public AccessArgs access() {
    return access;
  }

  /** How clients and nodes prove who they are. */
  public AuthArgs auth() {
    return auth;
  }

  /** The Redis servers. */
  public RedisArgs redis() {
    return redis;
  }

  /** What Redis keeps of its data on disk. */
  public PersistenceArgs persistence() {
    return persistence;
  }

  /** What Redis may take of each node's memory. */
  public MemoryArgs memory() {
    return memory;
  }

  /** The sentinels. */
  public SentinelArgs sentinel() {
    return sentinel;
  }

  /** Where backups go; empty where there are none. */
  public Optional<BackupArgs> backups() {
    return backups;
  }

  /** Snapshots of the data volumes; empty where there are none. */
  public Optional<VolumeSnapshotArgs> volumeSnapshots() {
    return volumeSnapshots;
  }

  /** See {@link Builder#restoreFrom}. */
  public Optional<String> restoreFrom() {
    return restoreFrom;
  }

  /** See {@link Builder#rollout(List)}. */
  public List<String> rollout() {
    return rollout;
  }

  /** Builds {@link RedisSentinelArgs}, and checks all that can be checked without AWS. */
  public static final class Builder {
    private NodesArgs nodes = NodesArgs.builder().build();
    private MachineArgs machine = MachineArgs.builder().build();
    private AccessArgs access = AccessArgs.builder().build();
    private AuthArgs auth = AuthArgs.builder().build();
    private RedisArgs redis = RedisArgs.builder().build();
    private PersistenceArgs persistence = PersistenceArgs.builder().build();
    private MemoryArgs memory = MemoryArgs.builder().build();
    private SentinelArgs sentinel = SentinelArgs.builder().build();
    private BackupArgs backups;
    private VolumeSnapshotArgs volumeSnapshots;
    private String restoreFrom;
    private List<String> rollout = List.of();

    private Builder() {}

    /** How many nodes, and where. Default: three, in the default VPC. */
    public Builder nodes(NodesArgs nodes) {
      this.nodes = nodes;
      return this;
    }

    /** What kind of machine each node is. Default: a small one, with 20 GiB for data. */
    public Builder machine(MachineArgs machine) {
      this.machine = machine;
      return this;
    }

    /** Who may reach the nodes. Default: nobody. */
    public Builder access(AccessArgs access) {
      this.access = access;
      return this;
    }

    /** How clients and nodes prove who they are. Default: by a password that AWS makes up. */
    public Builder auth(AuthArgs auth) {
      this.auth = auth;
      return this;
    }

    /** The Redis servers. Default: Redis 5.0.7. */
    public Builder redis(RedisArgs redis) {
      this.redis = redis;
      return this;
    }

    /** What Redis keeps of its data on disk. Default: an append-only file, and snapshots. */
    public Builder persistence(PersistenceArgs persistence) {
      this.persistence = persistence;
      return this;
    }

    /** What Redis may take of each node's memory. Default: 60 %, and no key is thrown away. */
    public Builder memory(MemoryArgs memory) {
      this.memory = memory;
      return this;
    }

    /** The sentinels. Default: they watch {@code mymaster}, and a majority decides. */
    public Builder sentinel(SentinelArgs sentinel) {
      this.sentinel = sentinel;
      return this;
    }

    /** Backups to S3. Default: none, which has a warning where data is meant to last. */
    public Builder backups(BackupArgs backups) {
      this.backups = backups;
      return this;
    }

    /** Daily snapshots of the data volumes. Default: none. */
    public Builder volumeSnapshots(VolumeSnapshotArgs volumeSnapshots) {
      this.volumeSnapshots = volumeSnapshots;
      return this;
    }

    /**
     * The snapshot that a new cluster begins with, {@code s3://BUCKET/KEY.rdb}: a backup, or an
     * export of ElastiCache, in a bucket of the cluster's region. Default: it begins empty. The
     * nodes get the right to read this one object, and what describes it.
     *
     * <p>Read once, when the cluster is first formed and no node has any data. On a cluster that
     * has run it does nothing, whether it is given, changed or taken away; take it away, so that a
     * cluster that is made anew one day does not begin with old data. A bucket that a KMS key
     * encrypts has to use that of {@link BackupArgs.Builder#kmsKeyArn(Output)}, or the one of
     * {@link MachineArgs.Builder#kmsKeyId(Output)}.
     */
    public Builder restoreFrom(String restoreFrom) {
      this.restoreFrom = restoreFrom;
      return this;
    }

    /**
     * The keys of the nodes on which changes are not held back in this update: what {@code pending}
     * lists for them is carried out, by replacing or restarting their instances. Default none.
     * Meant for one node at a time, with the cluster's health checked in between; its data, its
     * address and its sentinel's identity stay. To be empty otherwise: a node that it names is
     * replaced for a changed setting, too, which every other node takes live.
     */
    public Builder rollout(List<String> nodeKeys) {
      this.rollout = List.copyOf(nodeKeys);
      return this;
    }

    /** {@link #rollout(List)}. */
    public Builder rollout(String... nodeKeys) {
      return rollout(List.of(nodeKeys));
    }

    /** What {@link #build} would refuse; empty where it would not. */
    public List<Problem> problems() {
      return ArgumentProblems.of(new RedisSentinelArgs(this)).all();
    }

    /**
     * The arguments.
     *
     * @throws InvalidArgumentsException if something is wrong, with all that is
     */
    public RedisSentinelArgs build() {
      RedisSentinelArgs args = new RedisSentinelArgs(this);
      Problems problems = ArgumentProblems.of(args);
      if (!problems.isEmpty()) {
        throw new InvalidArgumentsException("RedisSentinel", problems);
      }
      return args;
    }
  }
}
