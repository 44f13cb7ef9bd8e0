package io.redissentinel;

import com.pulumi.core.annotations.Import;
import com.pulumi.resources.ResourceArgs;
import io.redissentinel.topology.Problems;
import java.util.Optional;

/**
 * What Redis may take of each node's memory, and what it does when that is not enough. Every input
 * has a default; the {@link Builder} says which. All of it changes live: running nodes take it
 * without a restart.
 */
public final class MemoryArgs extends ResourceArgs {
  /** More than the largest EC2 instance has. */
  private static final int MOST_MIB = 33_554_432;

  private static final int MOST_BUFFERED_MIB = 65_536;

  @Import(name = "maxMemoryMiB")
  private final Optional<Integer> maxMemoryMiB;

  @Import(name = "maxMemoryPolicy")
  private final MaxMemoryPolicy maxMemoryPolicy;

  @Import(name = "replicationBacklogMiB")
  private final Integer replicationBacklogMiB;

  @Import(name = "replicaOutputBufferMiB")
  private final Integer replicaOutputBufferMiB;

  private MemoryArgs(Builder builder) {
    this.maxMemoryMiB = Optional.ofNullable(builder.maxMemoryMiB);
    this.maxMemoryPolicy = builder.maxMemoryPolicy;
    this.replicationBacklogMiB = builder.replicationBacklogMiB;
    this.replicaOutputBufferMiB = builder.replicaOutputBufferMiB;
  }

  /** A builder with every default in place. */
  public static Builder builder() {
    return new Builder();
  }

  /** What was given to {@link Builder#maxMemoryMiB}. */
  public Optional<Integer> maxMemoryMiB() {
    return maxMemoryMiB;
  }

  /** See {@link Builder#maxMemoryPolicy}. */
  public MaxMemoryPolicy maxMemoryPolicy() {
    return maxMemoryPolicy;
  }

  /** See {@link Builder#replicationBacklogMiB}. */
  public int replicationBacklogMiB() {
    return replicationBacklogMiB;
  }

  /** See {@link Builder#replicaOutputBufferMiB}. */
  public int replicaOutputBufferMiB() {
    return replicaOutputBufferMiB;
  }

  void check(String path, Problems problems) {
    // Even where it is refused itself, what it is compared with has a sensible range.
    int backlog = Math.max(1, Math.min(replicationBacklogMiB, MOST_BUFFERED_MIB));
    problems.requireRange(
        path + ".replicationBacklogMiB",
        replicationBacklogMiB,
        1,
        MOST_BUFFERED_MIB,
        "64 is right for most");
    maxMemoryMiB.ifPresent(
        given ->
            problems.requireRange(
                path + ".maxMemoryMiB",
                given,
                backlog + 1L,
                MOST_MIB,
                "it holds replicationBacklogMiB too; leave it out for 60 % of a node's memory"));
    problems.requireRange(
        path + ".replicaOutputBufferMiB",
        replicaOutputBufferMiB,
        Math.max(2, backlog),
        MOST_BUFFERED_MIB,
        "a replica that catches up is sent all of replicationBacklogMiB at once");
  }

  /**
   * Builds {@link MemoryArgs}. What it is given is checked by {@link RedisSentinelArgs.Builder}.
   */
  public static final class Builder {
    private Integer maxMemoryMiB;
    private MaxMemoryPolicy maxMemoryPolicy = MaxMemoryPolicy.NOEVICTION;
    private int replicationBacklogMiB = 64;
    private int replicaOutputBufferMiB = 256;

    private Builder() {}

    /**
     * How much memory Redis may fill, in MiB, the same on each node: {@code maxmemory}. Data and
     * replication backlog count, what waits to be sent to replicas does not. Not given: 60 % of the
     * node's memory, as the node finds it. The rest is for the copies that a snapshot or a rewrite
     * of the append-only file causes, for buffers and for the system; a node that runs out of
     * memory loses Redis.
     *
     * <p>Changes live. Below what is in use, {@link MaxMemoryPolicy#NOEVICTION} refuses writes
     * until enough is deleted, and every other policy throws keys away at once.
     *
     * @see <a href="https://redis.io/docs/latest/develop/reference/eviction/">Redis: key
     *     eviction</a>
     */
    public Builder maxMemoryMiB(int maxMemoryMiB) {
      this.maxMemoryMiB = maxMemoryMiB;
      return this;
    }

    /**
     * What happens to a write for which that is not enough, {@code maxmemory-policy}. Default
     * {@link MaxMemoryPolicy#NOEVICTION}, Redis's own: it is refused, and nothing is thrown away
     * that nobody said may be. Changes live, for the next write.
     */
    public Builder maxMemoryPolicy(MaxMemoryPolicy maxMemoryPolicy) {
      this.maxMemoryPolicy = maxMemoryPolicy;
      return this;
    }

    /**
     * How many MiB of the latest writes a server keeps for replicas that were away, {@code
     * repl-backlog-size}, 1 to 65536. Default 64: Redis's own, 1, leads to endless full
     * synchronisations under load. Writes that come while a replica restarts should fit.
     *
     * <p>Changes live. Redis before 7.0 begins a new one then, so a replica that is away at that
     * moment is sent everything.
     */
    public Builder replicationBacklogMiB(int replicationBacklogMiB) {
      this.replicationBacklogMiB = replicationBacklogMiB;
      return this;
    }

    /**
     * How many MiB may wait to be sent to one replica before the master gives it up, to begin with
     * it from the start, at least {@link #replicationBacklogMiB}: the hard limit of {@code
     * client-output-buffer-limit replica}; half of it for 60 seconds is the soft one. Default 256,
     * as in Redis. Too low, and a large data set under load never gets across; it comes on top of
     * {@link #maxMemoryMiB}, for each replica. Changes live.
     */
    public Builder replicaOutputBufferMiB(int replicaOutputBufferMiB) {
      this.replicaOutputBufferMiB = replicaOutputBufferMiB;
      return this;
    }

    /** The arguments. Checks nothing. */
    public MemoryArgs build() {
      return new MemoryArgs(this);
    }
  }
}
