package io.redissentinel;

import com.pulumi.core.annotations.Import;
import com.pulumi.resources.ResourceArgs;
import io.redissentinel.topology.ClusterSize;
import io.redissentinel.topology.Problem;
import io.redissentinel.topology.Problems;
import java.util.List;

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

  /** See {@link Builder#rollout(List)}. */
  public List<String> rollout() {
    return rollout;
  }

  private void check(Problems problems) {
    nodes.check("nodes", problems);
    machine.check("machine", problems);
    access.check("access", problems);
    auth.check("auth", problems);
    redis.check("redis", nodes.count(), problems);
    persistence.check("persistence", problems);
    memory.check("memory", problems);
    ClusterSettings.checkSize(this, problems);
    sentinel.check("sentinel", nodes.count(), problems);
    if (redis.port() == sentinel.port()) {
      problems.add(
          "sentinel.port",
          "differ from the port of the Redis servers",
          sentinel.port(),
          "choose another for one");
    }
    checkRollout(problems);
  }

  private void checkRollout(Problems problems) {
    for (String key : rollout) {
      if (!nodes.keys().contains(key)) {
        problems.add(
            "rollout", "name nodes of " + nodes.keys(), key, "take the key from the nodes output");
      }
    }
    int spare = nodes.count() - ClusterSize.majorityOf(nodes.count());
    if (rollout.size() > spare) {
      problems.add(
          "rollout",
          "leave a majority of the nodes running, so name at most " + spare,
          rollout.size(),
          "roll out one node at a time");
    }
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
      Problems problems = new Problems();
      new RedisSentinelArgs(this).check(problems);
      return problems.all();
    }

    /**
     * The arguments.
     *
     * @throws InvalidArgumentsException if something is wrong, with all that is
     */
    public RedisSentinelArgs build() {
      RedisSentinelArgs args = new RedisSentinelArgs(this);
      Problems problems = new Problems();
      args.check(problems);
      if (!problems.isEmpty()) {
        throw new InvalidArgumentsException("RedisSentinel", problems);
      }
      return args;
    }
  }
}
