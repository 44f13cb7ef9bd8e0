package io.redissentinel;

import com.pulumi.aws.s3.BucketLifecycleConfigurationV2;
import com.pulumi.aws.s3.BucketLifecycleConfigurationV2Args;
import com.pulumi.aws.s3.BucketServerSideEncryptionConfigurationV2;
import com.pulumi.aws.s3.BucketServerSideEncryptionConfigurationV2Args;
import com.pulumi.aws.s3.BucketV2;
import com.pulumi.aws.s3.BucketVersioningV2;
import com.pulumi.aws.s3.BucketVersioningV2Args;
import com.pulumi.aws.s3.inputs.BucketLifecycleConfigurationV2RuleAbortIncompleteMultipartUploadArgs;
import com.pulumi.aws.s3.inputs.BucketLifecycleConfigurationV2RuleArgs;
import com.pulumi.aws.s3.inputs.BucketLifecycleConfigurationV2RuleExpirationArgs;
import com.pulumi.aws.s3.inputs.BucketLifecycleConfigurationV2RuleFilterArgs;
import com.pulumi.aws.s3.inputs.BucketLifecycleConfigurationV2RuleNoncurrentVersionExpirationArgs;
import com.pulumi.aws.s3.inputs.BucketServerSideEncryptionConfigurationV2RuleApplyServerSideEncryptionByDefaultArgs;
import com.pulumi.aws.s3.inputs.BucketServerSideEncryptionConfigurationV2RuleArgs;
import com.pulumi.aws.s3.inputs.BucketVersioningV2VersioningConfigurationArgs;

/** How a bucket keeps what is in it, and for how long. */
final class BucketContents {
  private static final int OLD_VERSIONS_DAYS = 7;
  private static final int UNFINISHED_UPLOADS_DAYS = 1;

  private BucketContents() {}

  static void of(BucketV2 bucket, BucketScope scope) {
    new BucketServerSideEncryptionConfigurationV2(
        scope.name(),
        BucketServerSideEncryptionConfigurationV2Args.builder()
            .bucket(bucket.bucket())
            .rules(encryption(scope.args()))
            .build(),
        scope.options().build());
    var versioning =
        new BucketVersioningV2(
            scope.name(),
            BucketVersioningV2Args.builder()
                .bucket(bucket.bucket())
                .versioningConfiguration(
                    BucketVersioningV2VersioningConfigurationArgs.builder()
                        .status("Enabled")
                        .build())
                .build(),
            scope.options().build());
    new BucketLifecycleConfigurationV2(
        scope.name(),
        BucketLifecycleConfigurationV2Args.builder()
            .bucket(bucket.bucket())
            .rules(expiry(scope.args().retentionDays()), deleteMarkers())
            .build(),
        // A rule for old versions asks for a bucket that keeps them.
        scope.options().dependsOn(versioning).build());
  }

  private static BucketServerSideEncryptionConfigurationV2RuleArgs encryption(
      SnapshotBucketArgs args) {
    var rule = BucketServerSideEncryptionConfigurationV2RuleArgs.builder();
    var standard =
        BucketServerSideEncryptionConfigurationV2RuleApplyServerSideEncryptionByDefaultArgs
            .builder();
    args.kmsKeyId()
        .ifPresentOrElse(
            key -> {
              standard.sseAlgorithm("aws:kms").kmsMasterKeyId(key);
              // One request to KMS for many objects, which costs a hundredth.
              rule.bucketKeyEnabled(true);
            },
            () -> standard.sseAlgorithm("AES256"));
    return rule.applyServerSideEncryptionByDefault(standard.build()).build();
  }

  private static BucketLifecycleConfigurationV2RuleArgs expiry(int retentionDays) {
    return rule("expire")
        .expiration(
            BucketLifecycleConfigurationV2RuleExpirationArgs.builder().days(retentionDays).build())
        .noncurrentVersionExpiration(
            BucketLifecycleConfigurationV2RuleNoncurrentVersionExpirationArgs.builder()
                .noncurrentDays(OLD_VERSIONS_DAYS)
                .build())
        .abortIncompleteMultipartUpload(
            BucketLifecycleConfigurationV2RuleAbortIncompleteMultipartUploadArgs.builder()
                .daysAfterInitiation(UNFINISHED_UPLOADS_DAYS)
                .build())
        .build();
  }

  /** A rule of its own: S3 takes either days or this. */
  private static BucketLifecycleConfigurationV2RuleArgs deleteMarkers() {
    return rule("delete-markers")
        .expiration(
            BucketLifecycleConfigurationV2RuleExpirationArgs.builder()
                .expiredObjectDeleteMarker(true)
                .build())
        .build();
  }

  private static BucketLifecycleConfigurationV2RuleArgs.Builder rule(String id) {
    return BucketLifecycleConfigurationV2RuleArgs.builder()
        .id(id)
        .status("Enabled")
        // Empty: every object.
        .filter(BucketLifecycleConfigurationV2RuleFilterArgs.builder().build());
  }
}
