package io.redissentinel.lab.cloud.s3;

import io.redissentinel.lab.cloud.AwsException;
import io.redissentinel.lab.cloud.Properties;
import io.redissentinel.lab.cloud.Resource;
import io.redissentinel.lab.cloud.Schema;
import io.redissentinel.lab.cloud.Store;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Whether a bucket keeps what is overwritten and deleted. Once it does it can only be suspended.
 */
public final class BucketVersionings extends BucketSetting {
  private static final String CONFIGURATION = "versioningConfiguration";
  private static final String STATUS = "status";
  private static final String DISABLED = "Disabled";
  private static final String SUSPENDED = "Suspended";
  private static final Set<String> KINDS = Set.of("Enabled", SUSPENDED, DISABLED);

  public BucketVersionings() {
    super("BucketVersioningV2", new Schema().update(CONFIGURATION).required(CONFIGURATION));
  }

  @Override
  public List<Problem> check(Properties inputs) {
    return inputs
        .object(CONFIGURATION)
        .text(STATUS)
        .filter(status -> !KINDS.contains(status))
        .map(status -> List.of(new Problem(CONFIGURATION, STATUS + " must be one of " + KINDS)))
        .orElse(List.of());
  }

  @Override
  public Resource update(Store store, Resource old, Properties inputs) {
    if (status(inputs).equals(DISABLED) && !status(old.inputs()).equals(DISABLED)) {
      throw new AwsException(
          "InvalidParameter",
          "versioning_configuration.status cannot be updated from '%s' to 'Disabled'"
              .formatted(status(old.inputs())));
    }
    return super.update(store, old, inputs);
  }

  @Override
  void put(S3Client s3, String bucket, Properties inputs) {
    if (!status(inputs).equals(DISABLED)) {
      set(s3, bucket, status(inputs));
    }
  }

  @Override
  void clear(S3Client s3, Resource setting) {
    if (status(setting.inputs()).equals("Enabled")) {
      set(s3, setting.id(), SUSPENDED);
    }
  }

  private static void set(S3Client s3, String bucket, String status) {
    s3.putBucketVersioning(
        to -> to.bucket(bucket).versioningConfiguration(how -> how.status(status)));
  }

  @Override
  Object get(S3Client s3, String bucket) {
    return s3.getBucketVersioning(of -> of.bucket(bucket));
  }

  private static String status(Properties inputs) {
    return inputs.object(CONFIGURATION).requireText(STATUS);
  }
}
