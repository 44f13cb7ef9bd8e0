package io.redissentinel;

import com.pulumi.core.annotations.Import;
import com.pulumi.resources.ResourceArgs;
import io.redissentinel.bootstrap.SentinelSpec;
import io.redissentinel.topology.ClusterSize;
import io.redissentinel.topology.Problems;
import java.util.Optional;

/**
 * The sentinels: what they watch, and when they fail over. Every input has a default; the {@link
 * Builder} says which. What it does not say changes live is written when a node is launched, so a
 * change is held back and listed in {@code pending}. A change that is live is taken by one sentinel
 * after the other, within seconds; a failover that is going on ends by the old values.
 *
 * @see <a href="https://redis.io/docs/latest/operate/oss_and_stack/management/sentinel/">High
 *     availability with Redis Sentinel</a>
 */
public final class SentinelArgs extends ResourceArgs {
  private static final int SHORTEST_MILLIS = 1_000;
  private static final int LONGEST_MILLIS = 3_600_000;

  @Import(name = "masterName")
  private final String masterName;

  @Import(name = "port")
  private final Integer port;

  @Import(name = "quorum")
  private final Optional<Integer> quorum;

  @Import(name = "downAfterMillis")
  private final Integer downAfterMillis;

  @Import(name = "failoverTimeoutMillis")
  private final Integer failoverTimeoutMillis;

  @Import(name = "parallelSyncs")
  private final Integer parallelSyncs;

  private SentinelArgs(Builder builder) {
    this.masterName = builder.masterName;
    this.port = builder.port;
    this.quorum = Optional.ofNullable(builder.quorum);
    this.downAfterMillis = builder.downAfterMillis;
    this.failoverTimeoutMillis = builder.failoverTimeoutMillis;
    this.parallelSyncs = builder.parallelSyncs;
  }

  /** A builder with every default in place. */
  public static Builder builder() {
    return new Builder();
  }

  /** See {@link Builder#masterName}. */
  public String masterName() {
    return masterName;
  }

  /** See {@link Builder#port}. */
  public int port() {
    return port;
  }

  /** What was given to {@link Builder#quorum}. */
  public Optional<Integer> quorum() {
    return quorum;
  }

  /** See {@link Builder#downAfterMillis}. */
  public int downAfterMillis() {
    return downAfterMillis;
  }

  /** See {@link Builder#failoverTimeoutMillis}. */
  public int failoverTimeoutMillis() {
    return failoverTimeoutMillis;
  }

  /** See {@link Builder#parallelSyncs}. */
  public int parallelSyncs() {
    return parallelSyncs;
  }

  /** The quorum that was given, else a majority of the nodes. */
  int quorumOf(int nodeCount) {
    return quorum.orElse(ClusterSize.majorityOf(nodeCount));
  }

  void check(String path, int nodeCount, Problems problems) {
    if (!masterName.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
      problems.add(
          path + ".masterName",
          "be of letters, digits, '.', '-' and '_'",
          masterName,
          "for example mymaster");
    }
    Ports.check(path + ".port", port, problems);
    if (ClusterSize.ALLOWED.contains(nodeCount)) {
      ClusterSize.checkQuorum(path + ".quorum", quorumOf(nodeCount), nodeCount, problems);
      problems.requireRange(
          path + ".parallelSyncs",
          parallelSyncs,
          1,
          nodeCount - 1L,
          "a master has %d replicas".formatted(nodeCount - 1));
    }
    problems.requireRange(
        path + ".downAfterMillis",
        downAfterMillis,
        SHORTEST_MILLIS,
        LONGEST_MILLIS,
        "sentinels ping once a second, and below that healthy masters are failed over");
    problems.requireRange(
        path + ".failoverTimeoutMillis",
        failoverTimeoutMillis,
        SHORTEST_MILLIS,
        LONGEST_MILLIS,
        "a failover takes a second or two");
  }

  /** What a node's bootstrap has to know; to be called after {@link #check}. */
  SentinelSpec spec() {
    return new SentinelSpec(masterName, port);
  }

  /**
   * Builds {@link SentinelArgs}. What it is given is checked by {@link RedisSentinelArgs.Builder}.
   */
  public static final class Builder {
    private String masterName = "mymaster";
    private int port = 26379;
    private Integer quorum;
    private int downAfterMillis = 5_000;
    private int failoverTimeoutMillis = 10_000;
    private int parallelSyncs = 1;

    private Builder() {}

    /** The name that clients ask the sentinels for. Default {@code mymaster}. */
    public Builder masterName(String masterName) {
      this.masterName = masterName;
      return this;
    }

    /** The sentinels' TCP port. Default 26379. */
    public Builder port(int port) {
      this.port = port;
      return this;
    }

    /**
     * How many sentinels must find the master down before a failover is tried, from 2 to the number
     * of nodes. Default: a majority. Whatever the quorum, a majority must then vote for the one
     * that leads the failover. A higher quorum is slower to act, and not at all with too many nodes
     * away. Changes live.
     */
    public Builder quorum(int quorum) {
      this.quorum = quorum;
      return this;
    }

    /**
     * How long, in milliseconds, a master may be silent before a sentinel finds it down, at least
     * 1000. Default 5000: writes are back some 7 s after a master is lost. A lower value is
     * quicker, and takes a long pause of the master for its death. Changes live, and with it how
     * long systemd waits before it starts a Redis again that has crashed: longer than this.
     */
    public Builder downAfterMillis(int downAfterMillis) {
      this.downAfterMillis = downAfterMillis;
      return this;
    }

    /**
     * Sentinel's {@code failover-timeout} in milliseconds, at least 1000. Default 10000. A failover
     * that failed is tried again after twice this time. Changes live.
     */
    public Builder failoverTimeoutMillis(int failoverTimeoutMillis) {
      this.failoverTimeoutMillis = failoverTimeoutMillis;
      return this;
    }

    /**
     * How many replicas turn to a new master at the same time, at least 1. Default 1: while one
     * loads the master's data the others go on answering reads. Changes live.
     */
    public Builder parallelSyncs(int parallelSyncs) {
      this.parallelSyncs = parallelSyncs;
      return this;
    }

    /** The arguments. Checks nothing. */
    public SentinelArgs build() {
      return new SentinelArgs(this);
    }
  }
}
