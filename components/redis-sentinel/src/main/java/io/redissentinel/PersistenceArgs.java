package io.redissentinel;

import com.pulumi.core.annotations.Import;
import com.pulumi.resources.ResourceArgs;
import io.redissentinel.topology.Problems;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What Redis keeps of its data on the volume of each node. Every input has a default; the {@link
 * Builder} says which. All of it changes live: running nodes take it without a restart.
 *
 * <p>It is for what replicas do not help against: all nodes, or the power of a whole zone, lost at
 * once, and a node that comes back and need not be sent everything again. A failover loses what no
 * replica had received yet, whatever is set here; see {@link RedisArgs.Builder#minReplicasToWrite}.
 *
 * @see <a href="https://redis.io/docs/latest/operate/oss_and_stack/management/persistence/">Redis:
 *     persistence</a>
 */
public final class PersistenceArgs extends ResourceArgs {
  private static final int MOST_SNAPSHOTS = 4;
  private static final Pattern SNAPSHOT = Pattern.compile("[1-9][0-9]{0,8} [1-9][0-9]{0,8}");

  @Import(name = "appendOnly")
  private final Boolean appendOnly;

  @Import(name = "appendFsync")
  private final AppendFsync appendFsync;

  @Import(name = "snapshots")
  private final List<String> snapshots;

  private PersistenceArgs(Builder builder) {
    this.appendOnly = builder.appendOnly;
    this.appendFsync = builder.appendFsync;
    this.snapshots = builder.snapshots;
  }

  /** A builder with every default in place. */
  public static Builder builder() {
    return new Builder();
  }

  /** See {@link Builder#appendOnly}. */
  public boolean appendOnly() {
    return appendOnly;
  }

  /** See {@link Builder#appendFsync}. */
  public AppendFsync appendFsync() {
    return appendFsync;
  }

  /** See {@link Builder#snapshots(List)}. */
  public List<String> snapshots() {
    return snapshots;
  }

  void check(String path, Problems problems) {
    for (int i = 0; i < snapshots.size(); i++) {
      problems.requireForm(
          "%s.snapshots[%d]".formatted(path, i),
          snapshots.get(i),
          SNAPSHOT,
          "be SECONDS CHANGES, two numbers from 1 on",
          "for example 300 100: after 300 seconds, if 100 keys have changed");
    }
    if (snapshots.size() > MOST_SNAPSHOTS) {
      problems.add(
          path + ".snapshots",
          "be at most %d pairs".formatted(MOST_SNAPSHOTS),
          snapshots.size(),
          "leave some out");
    }
  }

  /**
   * Builds {@link PersistenceArgs}. What it is given is checked by {@link
   * RedisSentinelArgs.Builder}.
   */
  public static final class Builder {
    private boolean appendOnly = true;
    private AppendFsync appendFsync = AppendFsync.EVERYSEC;
    private List<String> snapshots = List.of("3600 1", "300 100", "60 10000");

    private Builder() {}

    /**
     * Whether every write goes to an append-only file, {@code appendonly}. Default true: a node
     * comes back with all but its last moments, which {@link #appendFsync} says. With false it
     * comes back with its last snapshot, and without {@link #snapshots(List)} empty, which is for
     * caches and has a warning.
     *
     * <p>Changes live. Turned on, Redis first writes the whole file, from memory, in a process
     * beside it; turned off, what is on the disk grows old from that moment on.
     */
    public Builder appendOnly(boolean appendOnly) {
      this.appendOnly = appendOnly;
      return this;
    }

    /**
     * When what was appended goes to the disk, {@code appendfsync}, and so what a node loses that
     * loses its power: see {@link AppendFsync}. Default {@link AppendFsync#EVERYSEC}, Redis's own.
     * No matter without {@link #appendOnly}. Changes live, for what is written from then on.
     */
    public Builder appendFsync(AppendFsync appendFsync) {
      this.appendFsync = appendFsync;
      return this;
    }

    /**
     * When Redis writes all of its data to {@code dump.rdb}, {@code save}: pairs of SECONDS and
     * CHANGES, such as {@code 300 100}, which is 300 seconds after the last one if at least 100
     * writes have come since. At most four; an empty list is never. Default Redis's own: {@code
     * 3600 1}, {@code 300 100}, {@code 60 10000}.
     *
     * <p>Without {@link #appendOnly} a node that stops loses what came after its last snapshot, and
     * with few writes that is up to an hour of them. Each takes a process that shares Redis's
     * memory and copies what is written meanwhile, so it needs free memory beside {@link
     * MemoryArgs.Builder#maxMemoryMiB}. One that fails stops no writes, but is in Redis's log.
     * Changes live.
     */
    public Builder snapshots(List<String> snapshots) {
      this.snapshots = List.copyOf(snapshots);
      return this;
    }

    /** {@link #snapshots(List)}. */
    public Builder snapshots(String... snapshots) {
      return snapshots(List.of(snapshots));
    }

    /** The arguments. Checks nothing. */
    public PersistenceArgs build() {
      return new PersistenceArgs(this);
    }
  }
}
