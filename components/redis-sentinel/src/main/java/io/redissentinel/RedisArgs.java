package io.redissentinel;

import com.pulumi.core.annotations.Import;
import com.pulumi.resources.ResourceArgs;
import io.redissentinel.bootstrap.RedisCatalogue;
import io.redissentinel.bootstrap.RedisSpec;
import io.redissentinel.topology.Problems;
import java.util.List;
import java.util.Optional;

/**
 * The Redis servers: which release, and how they replicate. Every input has a default; the {@link
 * Builder} says which. What it does not say changes live is written when a node is launched, so a
 * change is held back and listed in {@code pending}.
 */
public final class RedisArgs extends ResourceArgs {
  private static final int LONGEST_LAG_SECONDS = 3_600;

  @Import(name = "version")
  private final String version;

  @Import(name = "url")
  private final Optional<String> url;

  @Import(name = "sha256")
  private final Optional<String> sha256;

  @Import(name = "port")
  private final Integer port;

  @Import(name = "minReplicasToWrite")
  private final Integer minReplicasToWrite;

  @Import(name = "minReplicasMaxLagSeconds")
  private final Integer minReplicasMaxLagSeconds;

  @Import(name = "runTests")
  private final Boolean runTests;

  @Import(name = "disabledCommands")
  private final List<String> disabledCommands;

  /** Not imported into the stack's state: it can only be false. */
  private final boolean tls;

  private RedisArgs(Builder builder) {
    this.version = builder.version;
    this.url = Optional.ofNullable(builder.url);
    this.sha256 = Optional.ofNullable(builder.sha256);
    this.port = builder.port;
    this.minReplicasToWrite = builder.minReplicasToWrite;
    this.minReplicasMaxLagSeconds = builder.minReplicasMaxLagSeconds;
    this.runTests = builder.runTests;
    this.disabledCommands = builder.disabledCommands;
    this.tls = builder.tls;
  }

  /** A builder with every default in place. */
  public static Builder builder() {
    return new Builder();
  }

  /** See {@link Builder#version}. */
  public String version() {
    return version;
  }

  /** See {@link Builder#url}. */
  public Optional<String> url() {
    return url;
  }

  /** See {@link Builder#sha256}. */
  public Optional<String> sha256() {
    return sha256;
  }

  /** See {@link Builder#port}. */
  public int port() {
    return port;
  }

  /** See {@link Builder#minReplicasToWrite}. */
  public int minReplicasToWrite() {
    return minReplicasToWrite;
  }

  /** See {@link Builder#minReplicasMaxLagSeconds}. */
  public int minReplicasMaxLagSeconds() {
    return minReplicasMaxLagSeconds;
  }

  /** See {@link Builder#runTests}. */
  public boolean runTests() {
    return runTests;
  }

  /** See {@link Builder#disabledCommands(List)}. */
  public List<String> disabledCommands() {
    return disabledCommands;
  }

  /** See {@link Builder#tls}. */
  public boolean tls() {
    return tls;
  }

  void check(String path, int nodeCount, Problems problems) {
    RedisRelease.check(path, this, problems);
    Ports.check(path + ".port", port, problems);
    problems.requireRange(
        path + ".minReplicasToWrite",
        minReplicasToWrite,
        0,
        nodeCount - 1L,
        "a master has %d replicas; 0 switches the guard off".formatted(nodeCount - 1));
    problems.requireRange(
        path + ".minReplicasMaxLagSeconds",
        minReplicasMaxLagSeconds,
        1,
        LONGEST_LAG_SECONDS,
        "replicas acknowledge once a second; 10 is the usual choice");
    DisabledCommands.check(path + ".disabledCommands", disabledCommands, problems);
  }

  /** What a node's bootstrap has to know; to be called after {@link #check}. */
  RedisSpec spec() {
    return new RedisSpec(RedisRelease.of(this), port, runTests);
  }

  /** Builds {@link RedisArgs}. What it is given is checked by {@link RedisSentinelArgs.Builder}. */
  public static final class Builder {
    private String version = RedisCatalogue.DEFAULT_VERSION;
    private String url;
    private String sha256;
    private int port = 6379;
    private int minReplicasToWrite = 1;
    private int minReplicasMaxLagSeconds = 10;
    private boolean runTests;
    private List<String> disabledCommands = List.of();
    private boolean tls;

    private Builder() {}

    /**
     * The release, such as {@code 5.0.7}, which is the default. One of {@link
     * RedisCatalogue#versions()}, or any with its {@link #url} and {@link #sha256}.
     */
    public Builder version(String version) {
      this.version = version;
      return this;
    }

    /**
     * Where the nodes get the release's tarball, http or https; what comes is trusted by its hash
     * alone. Default: download.redis.io. Needs {@link #sha256}.
     */
    public Builder url(String url) {
      this.url = url;
      return this;
    }

    /**
     * The SHA-256 of the tarball at {@link #url}, 64 lower-case hexadecimal digits. Default: the
     * one that the Redis project publishes for the release.
     */
    public Builder sha256(String sha256) {
      this.sha256 = sha256;
      return this;
    }

    /** The servers' TCP port. Default 6379. Clients hear of it from the sentinels. */
    public Builder port(int port) {
      this.port = port;
      return this;
    }

    /**
     * How many replicas must be in sync for the master to take writes, 0 to one less than there are
     * nodes: {@code min-replicas-to-write}. Default 1: a master that is cut off from its replicas
     * stops taking writes that a failover would throw away. The price: no writes either while no
     * replica is in sync. 0 switches this off. Changes live, for the next write.
     */
    public Builder minReplicasToWrite(int minReplicasToWrite) {
      this.minReplicasToWrite = minReplicasToWrite;
      return this;
    }

    /**
     * How many seconds ago a replica may have acknowledged to count as in sync: {@code
     * min-replicas-max-lag}. Default 10, Redis's own. What a cut-off master can take and lose is
     * bounded by it. Changes live.
     */
    public Builder minReplicasMaxLagSeconds(int minReplicasMaxLagSeconds) {
      this.minReplicasMaxLagSeconds = minReplicasMaxLagSeconds;
      return this;
    }

    /**
     * Whether each node runs Redis's own test suite after compiling it, some minutes long. Default
     * false.
     */
    public Builder runTests(boolean runTests) {
      this.runTests = runTests;
      return this;
    }

    /**
     * Commands that the servers do not know, such as {@code FLUSHALL}, {@code FLUSHDB} and {@code
     * DEBUG}, in capitals. Default none. What failover, replication or the nodes themselves need is
     * refused, with the reason. A new node comes up without them; a running one loses them when its
     * Redis server is next restarted by {@code sentinelctl harden}, and gets them back at any
     * restart. A client that uses one gets the error {@code unknown command}.
     */
    public Builder disabledCommands(List<String> disabledCommands) {
      this.disabledCommands = List.copyOf(disabledCommands);
      return this;
    }

    /** {@link #disabledCommands(List)}. */
    public Builder disabledCommands(String... disabledCommands) {
      return disabledCommands(List.of(disabledCommands));
    }

    /**
     * Whether servers and sentinels speak TLS. Only false, the default, can be had for now: Redis
     * knows TLS from 6.0 on, and this component does not set it up yet.
     */
    public Builder tls(boolean tls) {
      this.tls = tls;
      return this;
    }

    /** The arguments. Checks nothing. */
    public RedisArgs build() {
      return new RedisArgs(this);
    }
  }
}
