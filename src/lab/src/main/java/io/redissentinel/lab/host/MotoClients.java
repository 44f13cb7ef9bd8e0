package io.redissentinel.lab.host;

import io.redissentinel.lab.cloud.AwsApis;
import io.redissentinel.lab.services.ApiClients;
import java.net.URI;
import java.nio.file.Path;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/** The way to moto from this machine. */
final class MotoClients {
  private MotoClients() {}

  /** Where the lab's own keys are. */
  static Path keys(Path apis) {
    return apis.resolve("credentials.json");
  }

  /**
   * Clients with all rights.
   *
   * @param apis moto's folder
   */
  static AwsApis connect(Path apis) {
    URI endpoint = SocketForwarder.to(apis.resolve("socket")).uri();
    ApiClients clients = new ApiClients(endpoint, keys(apis), "administrator");
    return new AwsApis(
        clients.of(IamClient.builder()),
        clients.of(SecretsManagerClient.builder()),
        clients.of(SsmClient.builder()),
        clients.of(S3Client.builder().forcePathStyle(true)));
  }
}
