package io.redissentinel;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Import;
import com.pulumi.resources.ResourceArgs;
import io.redissentinel.topology.Problems;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Backups to S3: in turn one node writes its data to a snapshot, checks it and brings it to a
 * bucket. Without them, what is deleted by mistake is gone: replicas follow a FLUSHALL as they
 * follow any other write.
 *
 * <pre>{@code
 * var bucket = new SnapshotBucket("redis-backups");
 * RedisSentinelArgs.builder()
 *     .backups(BackupArgs.builder().bucket(bucket.bucketName()).every("1h").build())
 * }</pre>
 *
 * <p>A backup is an object such as {@code redis/2026/11/24/20261124T060000Z-b.rdb}, after the
 * prefix: the cluster's name, the day, the time, and the node that made it. It is complete when
 * there is a second one beside it with {@code .json} appended. All of it changes live: running
 * nodes take it within seconds, and backups that are there stay where they are.
 */
public final class BackupArgs extends ResourceArgs {
  private static final int LONGEST_PREFIX = 128;
  private static final Pattern PREFIX = Pattern.compile("([A-Za-z0-9_.-][A-Za-z0-9/_.-]*/)?");

  /** Whole fractions of an hour in minutes and of a day in hours, so that the clock names them. */
  private static final Pattern EVERY =
      Pattern.compile("(1|2|3|4|5|6|10|12|15|20|30|60)m|(1|2|3|4|6|8|12|24)h");

  @Import(name = "bucket")
  private final Optional<Output<String>> bucket;

  @Import(name = "every")
  private final String every;

  @Import(name = "prefix")
  private final String prefix;

  @Import(name = "kmsKeyArn")
  private final Optional<Output<String>> kmsKeyArn;

  /** What was given as plain values, and so can be checked up front. */
  private final Optional<String> plainBucket;

  private final Optional<String> plainKmsKeyArn;

  private BackupArgs(Builder builder) {
    this.bucket = Optional.ofNullable(builder.bucket);
    this.every = builder.every;
    this.prefix = builder.prefix;
    this.kmsKeyArn = Optional.ofNullable(builder.kmsKeyArn);
    this.plainBucket = Optional.ofNullable(builder.plainBucket);
    this.plainKmsKeyArn = Optional.ofNullable(builder.plainKmsKeyArn);
  }

  /** A builder with every default in place; a bucket has to be given. */
  public static Builder builder() {
    return new Builder();
  }

  /** See {@link Builder#bucket(Output)}. */
  public Output<String> bucket() {
    return bucket.orElseThrow();
  }

  /** See {@link Builder#every}. */
  public String every() {
    return every;
  }

  /** See {@link Builder#prefix}. */
  public String prefix() {
    return prefix;
  }

  /** See {@link Builder#kmsKeyArn(Output)}. */
  public Optional<Output<String>> kmsKeyArn() {
    return kmsKeyArn;
  }

  void check(String path, Problems problems) {
    if (bucket.isEmpty()) {
      problems.add(
          path + ".bucket",
          "must be given; a SnapshotBucket makes one, and has its name as output");
    }
    plainBucket.ifPresent(name -> S3Names.checkBucket(path + ".bucket", name, problems));
    problems.requireForm(
        path + ".every",
        every,
        EVERY,
        "be minutes that divide an hour or hours that divide a day",
        "for example 15m, 1h or 6h");
    problems.requireForm(
        path + ".prefix",
        prefix,
        PREFIX,
        "be letters, digits and '/_.-' with a '/' at its end and none at its start",
        "for example prod/");
    if (prefix.length() > LONGEST_PREFIX) {
      problems.add(
          path + ".prefix",
          "be at most %d characters".formatted(LONGEST_PREFIX),
          prefix.length(),
          "shorten it (it has to fit into an EC2 tag)");
    }
    plainKmsKeyArn.ifPresent(arn -> KmsKeys.check(path + ".kmsKeyArn", arn, problems));
  }

  /**
   * Builds {@link BackupArgs}. What it is given is checked by {@link RedisSentinelArgs.Builder}.
   */
  public static final class Builder {
    private Output<String> bucket;
    private String plainBucket;
    private String every = "6h";
    private String prefix = "";
    private Output<String> kmsKeyArn;
    private String plainKmsKeyArn;

    private Builder() {}

    /**
     * The name of the bucket, in the cluster's region; required. A {@link SnapshotBucket} makes one
     * that is fit for it. Each cluster has a folder of its own, so several can share one.
     */
    public Builder bucket(Output<String> bucket) {
      this.bucket = bucket;
      this.plainBucket = null;
      return this;
    }

    /** {@link #bucket(Output)} with a name that is known, and so checked at once. */
    public Builder bucket(String bucket) {
      this.plainBucket = bucket;
      this.bucket = Output.of(bucket);
      return this;
    }

    /**
     * How often, and so how much a backup can be behind: {@code 15m}, {@code 1h}; minutes that
     * divide an hour or hours that divide a day, since all nodes have to find the same times on
     * their clocks. From {@code 1m} on. Default {@code 6h}.
     *
     * <p>Each takes a process that shares the memory of that node's Redis, and the whole data set
     * in S3; a replica makes it where there is one.
     */
    public Builder every(String every) {
      this.every = every;
      return this;
    }

    /**
     * What all keys begin with, such as {@code prod/}; with a {@code /} at its end. Default empty:
     * the cluster's name comes first.
     */
    public Builder prefix(String prefix) {
      this.prefix = prefix;
      return this;
    }

    /**
     * The ARN of the KMS key that the bucket encrypts with. Default none, for a bucket that uses
     * S3's own keys. The nodes get the right to use it (kms:GenerateDataKey, kms:Decrypt); which
     * key it is, the bucket alone decides.
     */
    public Builder kmsKeyArn(Output<String> kmsKeyArn) {
      this.kmsKeyArn = kmsKeyArn;
      this.plainKmsKeyArn = null;
      return this;
    }

    /** {@link #kmsKeyArn(Output)} with a key that is known, and so checked at once. */
    public Builder kmsKeyArn(String kmsKeyArn) {
      this.plainKmsKeyArn = kmsKeyArn;
      this.kmsKeyArn = Output.of(kmsKeyArn);
      return this;
    }

    /** The arguments. Checks nothing. */
    public BackupArgs build() {
      return new BackupArgs(this);
    }
  }
}
