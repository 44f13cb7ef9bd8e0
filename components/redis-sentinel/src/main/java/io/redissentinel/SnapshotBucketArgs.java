package io.redissentinel;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Import;
import com.pulumi.resources.ResourceArgs;
import io.redissentinel.topology.Problem;
import io.redissentinel.topology.Problems;
import java.util.List;
import java.util.Optional;

/** What a {@link SnapshotBucket} is like. Nothing is required. */
public final class SnapshotBucketArgs extends ResourceArgs {
  private static final int MOST_DAYS = 3650;

  @Import(name = "bucketName")
  private final Optional<String> bucketName;

  @Import(name = "retentionDays")
  private final Integer retentionDays;

  @Import(name = "kmsKeyId")
  private final Optional<Output<String>> kmsKeyId;

  @Import(name = "protectData")
  private final Boolean protectData;

  @Import(name = "elastiCacheExport")
  private final ElastiCacheExport elastiCacheExport;

  /** The key where it was given as a plain value, and so can be checked up front. */
  private final Optional<String> plainKmsKeyId;

  private SnapshotBucketArgs(Builder builder) {
    this.bucketName = Optional.ofNullable(builder.bucketName);
    this.retentionDays = builder.retentionDays;
    this.kmsKeyId = Optional.ofNullable(builder.kmsKeyId);
    this.protectData = builder.protectData;
    this.elastiCacheExport = builder.elastiCacheExport;
    this.plainKmsKeyId = Optional.ofNullable(builder.plainKmsKeyId);
  }

  /** A builder with every default in place. */
  public static Builder builder() {
    return new Builder();
  }

  /** See {@link Builder#bucketName}. */
  public Optional<String> bucketName() {
    return bucketName;
  }

  /** See {@link Builder#retentionDays}. */
  public int retentionDays() {
    return retentionDays;
  }

  /** See {@link Builder#kmsKeyId(Output)}. */
  public Optional<Output<String>> kmsKeyId() {
    return kmsKeyId;
  }

  /** See {@link Builder#protectData}. */
  public boolean protectData() {
    return protectData;
  }

  /** See {@link Builder#elastiCacheExport}. */
  public ElastiCacheExport elastiCacheExport() {
    return elastiCacheExport;
  }

  private void check(Problems problems) {
    bucketName.ifPresent(name -> S3Names.checkBucket("bucketName", name, problems));
    problems.requireRange(
        "retentionDays", retentionDays, 1, MOST_DAYS, "it counts for every object in the bucket");
    plainKmsKeyId.ifPresent(arn -> KmsKeys.check("kmsKeyId", arn, problems));
  }

  /** Builds {@link SnapshotBucketArgs}, and checks all that can be checked without AWS. */
  public static final class Builder {
    private String bucketName;
    private int retentionDays = 30;
    private Output<String> kmsKeyId;
    private String plainKmsKeyId;
    private boolean protectData = true;
    private ElastiCacheExport elastiCacheExport = ElastiCacheExport.POLICY;

    private Builder() {}

    /**
     * The bucket's name, which nobody else in AWS may have. Default: the component's name and seven
     * digits that make it unique. Another one later is another, empty bucket in place of this one.
     */
    public Builder bucketName(String bucketName) {
      this.bucketName = bucketName;
      return this;
    }

    /**
     * After how many days a backup is deleted, 1 to 3650. Default 30. Counts for every object in
     * the bucket, whoever wrote it, and for the newest backup too, where no newer one follows.
     */
    public Builder retentionDays(int retentionDays) {
      this.retentionDays = retentionDays;
      return this;
    }

    /**
     * The ARN of the KMS key that everything is encrypted with. Default: S3's own keys, AES-256. To
     * be given to {@link BackupArgs.Builder#kmsKeyArn(Output)} too, and ElastiCache needs the key's
     * leave to export. What is there already keeps the key that it has.
     */
    public Builder kmsKeyId(Output<String> kmsKeyId) {
      this.kmsKeyId = kmsKeyId;
      this.plainKmsKeyId = null;
      return this;
    }

    /** {@link #kmsKeyId(Output)} with a key that is known, and so checked at once. */
    public Builder kmsKeyId(String kmsKeyId) {
      this.kmsKeyId = Output.of(kmsKeyId);
      this.plainKmsKeyId = kmsKeyId;
      return this;
    }

    /**
     * Whether Pulumi refuses to delete the bucket. Default true. With false it is deleted with all
     * that is in it. To destroy a stack, set it to false and run {@code pulumi up} once.
     */
    public Builder protectData(boolean protectData) {
      this.protectData = protectData;
      return this;
    }

    /**
     * How ElastiCache may export its snapshots into the bucket, from which they can be imported.
     * Default {@link ElastiCacheExport#POLICY}. Only to ElastiCache in the bucket's own region.
     */
    public Builder elastiCacheExport(ElastiCacheExport elastiCacheExport) {
      this.elastiCacheExport = elastiCacheExport;
      return this;
    }

    /** What {@link #build} would refuse; empty where it would not. */
    public List<Problem> problems() {
      Problems problems = new Problems();
      new SnapshotBucketArgs(this).check(problems);
      return problems.all();
    }

    /**
     * The arguments.
     *
     * @throws InvalidArgumentsException if something is wrong, with all that is
     */
    public SnapshotBucketArgs build() {
      SnapshotBucketArgs args = new SnapshotBucketArgs(this);
      Problems problems = new Problems();
      args.check(problems);
      if (!problems.isEmpty()) {
        throw new InvalidArgumentsException("SnapshotBucket", problems);
      }
      return args;
    }
  }
}
