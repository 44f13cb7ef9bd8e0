package io.redissentinel.lab.cloud.s3;

import io.redissentinel.lab.cloud.Properties;
import io.redissentinel.lab.cloud.Resource;
import io.redissentinel.lab.cloud.Schema;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.OwnershipControlsRule;

/** Whose the objects of a bucket are, and whether ACLs count. */
public final class BucketOwnerships extends BucketSetting {
  private static final String RULE = "rule";
  private static final String OWNERSHIP = "objectOwnership";
  private static final Set<String> KINDS =
      Set.of("BucketOwnerEnforced", "BucketOwnerPreferred", "ObjectWriter");

  public BucketOwnerships() {
    super("BucketOwnershipControls", new Schema().update(RULE).required(RULE));
  }

  @Override
  public List<Problem> check(Properties inputs) {
    return inputs
        .object(RULE)
        .text(OWNERSHIP)
        .filter(kind -> !KINDS.contains(kind))
        .map(kind -> List.of(new Problem(RULE, OWNERSHIP + " must be one of " + KINDS)))
        .orElse(List.of());
  }

  @Override
  void put(S3Client s3, String bucket, Properties inputs) {
    OwnershipControlsRule rule =
        OwnershipControlsRule.builder()
            .objectOwnership(inputs.object(RULE).requireText(OWNERSHIP))
            .build();
    s3.putBucketOwnershipControls(
        to -> to.bucket(bucket).ownershipControls(controls -> controls.rules(rule)));
  }

  @Override
  void clear(S3Client s3, Resource setting) {
    s3.deleteBucketOwnershipControls(of -> of.bucket(setting.id()));
  }

  @Override
  Object get(S3Client s3, String bucket) {
    return s3.getBucketOwnershipControls(of -> of.bucket(bucket));
  }
}
