package io.redissentinel.lab.cloud.s3;

import io.redissentinel.lab.cloud.Properties;
import io.redissentinel.lab.cloud.Resource;
import io.redissentinel.lab.cloud.Schema;
import software.amazon.awssdk.services.s3.S3Client;

/** Policies of buckets; what is wrong with one S3 says itself ({@code MalformedPolicy}). */
public final class BucketPolicies extends BucketSetting {
  private static final String POLICY = "policy";

  public BucketPolicies() {
    super("BucketPolicy", new Schema().update(POLICY).required(POLICY));
  }

  @Override
  void put(S3Client s3, String bucket, Properties inputs) {
    s3.putBucketPolicy(to -> to.bucket(bucket).policy(inputs.requireText(POLICY)));
  }

  @Override
  void clear(S3Client s3, Resource setting) {
    s3.deleteBucketPolicy(of -> of.bucket(setting.id()));
  }

  @Override
  Object get(S3Client s3, String bucket) {
    return s3.getBucketPolicy(of -> of.bucket(bucket));
  }
}
