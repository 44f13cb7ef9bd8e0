package io.redissentinel;

import com.pulumi.aws.s3.BucketV2;
import com.pulumi.aws.s3.BucketV2Args;
import com.pulumi.core.Output;
import com.pulumi.deployment.InvokeOptions;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import java.util.Map;

/**
 * A bucket for snapshots of Redis: those that {@link BackupArgs nodes make}, and those that
 * ElastiCache exports. Private, encrypted, reached by TLS only, and with an end to everything in
 * it.
 *
 * <pre>{@code
 * var bucket = new SnapshotBucket("redis-backups",
 *     SnapshotBucketArgs.builder().retentionDays(90).build());
 * }</pre>
 *
 * <p>What is overwritten or deleted stays for seven days as an old version: whoever breaks into a
 * node can do the first, and a slip of the hand the second. The life cycle counts for the whole
 * bucket and not for the nodes' keys alone: an export of ElastiCache has whatever key its maker
 * chose, and the same data.
 */
public final class SnapshotBucket extends ComponentResource {
  private static final String TYPE = "redis-sentinel:index:SnapshotBucket";

  private final BucketV2 bucket;

  /** A bucket with everything as it is by default. */
  public SnapshotBucket(String name) {
    this(name, SnapshotBucketArgs.builder().build());
  }

  /** A bucket as the arguments describe it. */
  public SnapshotBucket(String name, SnapshotBucketArgs args) {
    this(name, args, ComponentResourceOptions.Empty);
  }

  /**
   * A bucket as the arguments describe it. In a region in which ElastiCache cannot export to it as
   * {@link SnapshotBucketArgs.Builder#elastiCacheExport} says, the update fails and makes nothing.
   *
   * @param name names the resources, and begins the bucket's name where none is given
   * @param args what it is like
   * @param options Pulumi's own, such as a provider for another region
   * @throws InvalidArgumentsException if no bucket's name can begin so
   */
  public SnapshotBucket(String name, SnapshotBucketArgs args, ComponentResourceOptions options) {
    super(TYPE, Preconditions.bucketName(name, args), args, options);
    var invoke = InvokeOptions.builder().parent(this).build();
    Output<String> region =
        new RegionLookup(invoke)
            .region()
            .apply(found -> Checked.value(() -> Preconditions.region(name, args, found)));
    var scope = new BucketScope(name, args, region, this);
    var made = BucketV2Args.builder().forceDestroy(!args.protectData()).tags(scope.tags());
    args.bucketName().ifPresent(made::bucket);
    this.bucket =
        new BucketV2(name, made.build(), scope.options().protect(args.protectData()).build());
    BucketContents.of(bucket, scope);
    BucketAccess.to(bucket, scope, invoke);
    registerOutputs(Map.of("bucketName", bucketName(), "bucketArn", bucketArn()));
  }

  /** The bucket's name, for {@link BackupArgs.Builder#bucket(Output)}. */
  public Output<String> bucketName() {
    return bucket.bucket();
  }

  /** The bucket's ARN. */
  public Output<String> bucketArn() {
    return bucket.arn();
  }
}
