package io.redissentinel.lab.cloud.s3;

import io.redissentinel.lab.cloud.Autoname;
import io.redissentinel.lab.cloud.Properties;
import io.redissentinel.lab.cloud.Resource;
import io.redissentinel.lab.cloud.Schema;
import java.util.List;
import software.amazon.awssdk.services.s3.S3Client;

/** What keeps a bucket from being opened to everybody. */
public final class BucketPublicAccessBlocks extends BucketSetting {
  private static final List<String> FLAGS =
      List.of("blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets");

  public BucketPublicAccessBlocks() {
    super("BucketPublicAccessBlock", new Schema().update(FLAGS.toArray(String[]::new)));
  }

  @Override
  public Properties complete(Autoname names, Properties oldInputs, Properties inputs) {
    Properties filled = inputs;
    for (String flag : FLAGS) {
      filled = filled.withDefault(flag, false);
    }
    return filled;
  }

  @Override
  void put(S3Client s3, String bucket, Properties inputs) {
    s3.putPublicAccessBlock(
        to ->
            to.bucket(bucket)
                .publicAccessBlockConfiguration(
                    block ->
                        block
                            .blockPublicAcls(inputs.flag("blockPublicAcls"))
                            .blockPublicPolicy(inputs.flag("blockPublicPolicy"))
                            .ignorePublicAcls(inputs.flag("ignorePublicAcls"))
                            .restrictPublicBuckets(inputs.flag("restrictPublicBuckets"))));
  }

  @Override
  void clear(S3Client s3, Resource setting) {
    s3.deletePublicAccessBlock(of -> of.bucket(setting.id()));
  }

  @Override
  Object get(S3Client s3, String bucket) {
    return s3.getPublicAccessBlock(of -> of.bucket(bucket));
  }
}
