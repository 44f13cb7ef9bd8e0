package io.redissentinel.lab.cloud.s3;

import io.redissentinel.lab.cloud.Properties;
import io.redissentinel.lab.cloud.Resource;
import io.redissentinel.lab.cloud.Schema;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionRule;

/** How a bucket encrypts what is put there without a word about it. Nothing is in the lab. */
public final class BucketEncryptions extends BucketSetting {
  private static final String RULES = "rules";
  private static final String BY_DEFAULT = "applyServerSideEncryptionByDefault";
  private static final String ALGORITHM = "sseAlgorithm";
  private static final String KEY = "kmsMasterKeyId";
  private static final Set<String> ALGORITHMS = Set.of("AES256", "aws:kms", "aws:kms:dsse");

  public BucketEncryptions() {
    super("BucketServerSideEncryptionConfigurationV2", new Schema().update(RULES).required(RULES));
  }

  @Override
  public List<Problem> check(Properties inputs) {
    return inputs.objects(RULES).stream()
        .map(rule -> rule.object(BY_DEFAULT))
        .filter(rule -> rule.has(ALGORITHM) && !rule.isUnknown(ALGORITHM))
        .filter(
            rule ->
                !ALGORITHMS.contains(rule.requireText(ALGORITHM))
                    || rule.has(KEY) && rule.requireText(ALGORITHM).equals("AES256"))
        .map(
            rule ->
                new Problem(
                    RULES,
                    ALGORITHM + " must be one of " + ALGORITHMS + ", and AES256 has no " + KEY))
        .toList();
  }

  @Override
  void put(S3Client s3, String bucket, Properties inputs) {
    List<ServerSideEncryptionRule> rules =
        inputs.objects(RULES).stream().map(BucketEncryptions::rule).toList();
    s3.putBucketEncryption(
        to -> to.bucket(bucket).serverSideEncryptionConfiguration(all -> all.rules(rules)));
  }

  private static ServerSideEncryptionRule rule(Properties rule) {
    return ServerSideEncryptionRule.builder()
        .applyServerSideEncryptionByDefault(
            sse ->
                sse.sseAlgorithm(rule.object(BY_DEFAULT).requireText(ALGORITHM))
                    .kmsMasterKeyID(rule.object(BY_DEFAULT).text(KEY).orElse(null)))
        .bucketKeyEnabled(rule.flag("bucketKeyEnabled"))
        .build();
  }

  @Override
  void clear(S3Client s3, Resource setting) {
    s3.deleteBucketEncryption(of -> of.bucket(setting.id()));
  }

  @Override
  Object get(S3Client s3, String bucket) {
    return s3.getBucketEncryption(of -> of.bucket(bucket));
  }
}
