package io.redissentinel.lab.cloud;

import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/** AWS's own services that are only an API, by AWS's SDK. In the lab moto answers. */
public record AwsApis(
    IamClient iam, SecretsManagerClient secrets, SsmClient parameters, S3Client buckets) {
  private static final Set<String> NOT_THERE =
      Set.of(
          "NoSuchEntity",
          "ResourceNotFoundException",
          "ParameterNotFound",
          "NoSuchBucket",
          "NoSuchBucketPolicy",
          "NoSuchLifecycleConfiguration",
          "NoSuchPublicAccessBlockConfiguration",
          "OwnershipControlsNotFoundError",
          "ServerSideEncryptionConfigurationNotFoundError");

  /** Runs a call about something that may have gone. */
  public static void ifThere(Runnable call) {
    find(
        () -> {
          call.run();
          return true;
        });
  }

  /** What a call about something that may have gone answers. */
  public static <T> Optional<T> find(Supplier<T> call) {
    try {
      return Optional.of(call.get());
    } catch (AwsServiceException e) {
      if (NOT_THERE.contains(String.valueOf(e.awsErrorDetails().errorCode()))) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
