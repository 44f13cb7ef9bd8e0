package io.redissentinel.lab.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.redissentinel.lab.cloud.AwsApis;
import io.redissentinel.lab.services.ApiClients;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/** AWS's own services as the lab serves them, on loopback. Needs PyPI the first time. */
final class MotoProcess implements AutoCloseable {
  private final Path folder;
  private final URI endpoint;
  private Process moto;

  MotoProcess(Path folder) throws IOException {
    this.folder = folder;
    try (ServerSocket free = new ServerSocket(0)) {
      endpoint = URI.create("http://127.0.0.1:" + free.getLocalPort());
    }
    start();
  }

  void start() throws IOException {
    Path log = folder.resolve("moto.log");
    moto =
        new ProcessBuilder(
                Moto.command(
                    MotoTest.environment(),
                    Moto.install(folder),
                    apis(),
                    endpoint.getHost(),
                    endpoint.getPort()))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    assertThat(Await.until(Duration.ofSeconds(30), () -> status("/") == 403))
        .as(() -> Tail.of(log, 20))
        .isTrue();
  }

  /** Without a word of warning. */
  void kill() throws InterruptedException {
    moto.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    moto.destroyForcibly();
  }

  Path apis() {
    return folder.resolve("apis");
  }

  URI endpoint() {
    return endpoint;
  }

  AwsApis administrator() {
    return MotoClients.connect(apis());
  }

  /** Makes a role that a service may assume. */
  static void makeRole(AwsApis admin, String name, String service) {
    String trust =
        """
        {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
         "Principal": {"Service": "%s"}, "Action": "sts:AssumeRole"}]}
        """
            .formatted(service);
    admin.iam().createRole(role -> role.roleName(name).assumeRolePolicyDocument(trust));
  }

  /** Gives a role one right more. */
  static void allow(AwsApis admin, String role, String action, String resource) {
    String policy =
        """
        {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
         "Action": "%s", "Resource": "%s"}]}
        """
            .formatted(action, resource);
    String name = (action + resource).replaceAll("[^a-zA-Z]", "-");
    admin.iam().putRolePolicy(p -> p.roleName(role).policyName(name).policyDocument(policy));
  }

  /** The credentials of a role, as EC2 fetches them. */
  StaticCredentialsProvider assume(String role) {
    try (StsClient sts =
        new ApiClients(endpoint, MotoClients.keys(apis()), "ec2").of(StsClient.builder())) {
      Credentials credentials =
          sts.assumeRole(
                  r -> r.roleArn("arn:aws:iam::000000000000:role/" + role).roleSessionName("i-1"))
              .credentials();
      return StaticCredentialsProvider.create(
          AwsSessionCredentials.create(
              credentials.accessKeyId(),
              credentials.secretAccessKey(),
              credentials.sessionToken()));
    }
  }

  <B extends AwsClientBuilder<B, C>, C> C client(B builder, AwsCredentialsProvider credentials) {
    return builder
        .region(Region.of("lab-local-1"))
        .endpointOverride(endpoint)
        .credentialsProvider(credentials)
        .build();
  }

  /** The status of an answer to a call without a signature; 0 for no answer. */
  int status(String path) {
    try {
      return HttpClient.newHttpClient()
          .send(
              HttpRequest.newBuilder(endpoint.resolve(path)).build(),
              HttpResponse.BodyHandlers.discarding())
          .statusCode();
    } catch (IOException e) {
      return 0;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
