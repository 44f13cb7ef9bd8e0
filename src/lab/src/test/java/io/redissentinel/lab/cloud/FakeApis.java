package io.redissentinel.lab.cloud;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.CreateSecretRequest;
import software.amazon.awssdk.services.secretsmanager.model.CreateSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.DeleteSecretRequest;
import software.amazon.awssdk.services.secretsmanager.model.DeleteSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.DescribeSecretRequest;
import software.amazon.awssdk.services.secretsmanager.model.DescribeSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.PutSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.PutSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;
import software.amazon.awssdk.services.secretsmanager.model.UpdateSecretRequest;
import software.amazon.awssdk.services.secretsmanager.model.UpdateSecretResponse;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.DeleteParameterRequest;
import software.amazon.awssdk.services.ssm.model.DeleteParameterResponse;
import software.amazon.awssdk.services.ssm.model.GetParameterRequest;
import software.amazon.awssdk.services.ssm.model.GetParameterResponse;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;
import software.amazon.awssdk.services.ssm.model.PutParameterRequest;
import software.amazon.awssdk.services.ssm.model.PutParameterResponse;

/** AWS's own services in memory, as much of them as the lab's resource types call. */
final class FakeApis {
  private final Map<String, String> secrets = new ConcurrentHashMap<>();
  private final Map<String, String> parameters = new ConcurrentHashMap<>();
  private final FakeS3 buckets = new FakeS3();

  AwsApis apis() {
    return new AwsApis(new FakeIam(), new Secrets(), new Parameters(), buckets.client());
  }

  boolean isEmpty() {
    return secrets.isEmpty() && parameters.isEmpty() && buckets.isEmpty();
  }

  private final class Secrets implements SecretsManagerClient {
    @Override
    public CreateSecretResponse createSecret(CreateSecretRequest request) {
      String arn =
          Region.arn(
              "secretsmanager", "secret:" + request.name() + "-" + request.tags().get(0).value());
      secrets.put(arn, "");
      return CreateSecretResponse.builder().arn(arn).build();
    }

    @Override
    public UpdateSecretResponse updateSecret(UpdateSecretRequest request) {
      require(request.secretId());
      return UpdateSecretResponse.builder().build();
    }

    @Override
    public PutSecretValueResponse putSecretValue(PutSecretValueRequest request) {
      secrets.put(request.secretId(), request.secretString());
      return PutSecretValueResponse.builder().build();
    }

    @Override
    public GetSecretValueResponse getSecretValue(GetSecretValueRequest request) {
      return GetSecretValueResponse.builder()
          .secretString(require(request.secretId()))
          .versionStages("AWSCURRENT")
          .build();
    }

    @Override
    public DescribeSecretResponse describeSecret(DescribeSecretRequest request) {
      require(request.secretId());
      return DescribeSecretResponse.builder().versionIdsToStages(Map.of()).build();
    }

    @Override
    public DeleteSecretResponse deleteSecret(DeleteSecretRequest request) {
      secrets.remove(request.secretId());
      return DeleteSecretResponse.builder().build();
    }

    private String require(String id) {
      if (!secrets.containsKey(id)) {
        throw ResourceNotFoundException.builder()
            .awsErrorDetails(error("ResourceNotFoundException"))
            .build();
      }
      return secrets.get(id);
    }

    @Override
    public String serviceName() {
      return SERVICE_NAME;
    }

    @Override
    public void close() {}
  }

  private final class Parameters implements SsmClient {
    @Override
    public PutParameterResponse putParameter(PutParameterRequest request) {
      parameters.put(request.name(), request.value());
      return PutParameterResponse.builder().build();
    }

    @Override
    public GetParameterResponse getParameter(GetParameterRequest request) {
      if (!parameters.containsKey(request.name())) {
        throw ParameterNotFoundException.builder()
            .awsErrorDetails(error("ParameterNotFound"))
            .build();
      }
      String value = parameters.get(request.name());
      return GetParameterResponse.builder()
          .parameter(Parameter.builder().value(value).build())
          .build();
    }

    @Override
    public DeleteParameterResponse deleteParameter(DeleteParameterRequest request) {
      parameters.remove(request.name());
      return DeleteParameterResponse.builder().build();
    }

    @Override
    public String serviceName() {
      return SERVICE_NAME;
    }

    @Override
    public void close() {}
  }

  private static AwsErrorDetails error(String code) {
    return AwsErrorDetails.builder().errorCode(code).errorMessage(code).build();
  }
}
