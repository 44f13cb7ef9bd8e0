package io.redissentinel.lab.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.redissentinel.lab.cloud.AwsApis;
import io.redissentinel.lab.services.ApiClients;
import io.redissentinel.lab.setup.MotoEnvironment;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterType;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/** AWS's own services as the lab serves them, on loopback. Needs PyPI the first time. */
@Tag("engine")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MotoTest {
  private static final String VALUE = "correct-horse-battery-staple";

  @TempDir private static Path folder;
  private Path apis;
  private Process moto;
  private URI endpoint;
  private AwsApis admin;
  private String secret;
  private String other;

  /** The Python environment in the user's cache. */
  static Path environment() {
    String base = System.getenv("XDG_CACHE_HOME");
    Path cache =
        base == null || base.isEmpty()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(base);
    return new MotoEnvironment(cache.resolve("redis-sentinel-lab/tools"))
        .ensure(System.err::println);
  }

  @BeforeAll
  void start() throws IOException {
    apis = folder.resolve("apis");
    try (ServerSocket free = new ServerSocket(0)) {
      endpoint = URI.create("http://127.0.0.1:" + free.getLocalPort());
    }
    run();
    admin = MotoClients.connect(apis);
    secret = makeSecret("redis");
    other = makeSecret("other");
    for (String name : List.of("/redis", "/other")) {
      admin
          .parameters()
          .putParameter(p -> p.name(name).value(VALUE).type(ParameterType.SECURE_STRING));
    }
    makeRole("node", "ec2.amazonaws.com");
    makeRole("lambda", "lambda.amazonaws.com");
    allow("secretsmanager:GetSecretValue", secret);
    allow("ssm:GetParameter", "arn:aws:ssm:lab-local-1:000000000000:parameter/redis");
  }

  @AfterAll
  void stop() {
    moto.destroyForcibly();
  }

  private void run() throws IOException {
    Path program = folder.resolve(Moto.PROGRAM);
    Files.write(program, Moto.program());
    Path log = folder.resolve("moto.log");
    moto =
        new ProcessBuilder(
                Moto.command(environment(), program, apis, endpoint.getHost(), endpoint.getPort()))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    assertThat(Await.until(Duration.ofSeconds(30), () -> status("/") == 403))
        .as(() -> Tail.of(log, 20))
        .isTrue();
  }

  private String makeSecret(String name) {
    String arn = admin.secrets().createSecret(s -> s.name(name)).arn();
    admin.secrets().putSecretValue(s -> s.secretId(arn).secretString(VALUE));
    return arn;
  }

  private void makeRole(String name, String service) {
    String trust =
        """
        {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
         "Principal": {"Service": "%s"}, "Action": "sts:AssumeRole"}]}
        """
            .formatted(service);
    admin.iam().createRole(role -> role.roleName(name).assumeRolePolicyDocument(trust));
  }

  private void allow(String action, String resource) {
    String policy =
        """
        {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
         "Action": "%s", "Resource": "%s"}]}
        """
            .formatted(action, resource);
    admin
        .iam()
        .putRolePolicy(
            p -> p.roleName("node").policyName(action.replace(':', '-')).policyDocument(policy));
  }

  private StaticCredentialsProvider assume(String role) {
    try (StsClient sts =
        new ApiClients(endpoint, MotoClients.keys(apis), "ec2").of(StsClient.builder())) {
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

  private SecretsManagerClient secretsOf(AwsCredentialsProvider credentials) {
    return SecretsManagerClient.builder()
        .region(Region.of("lab-local-1"))
        .endpointOverride(endpoint)
        .credentialsProvider(credentials)
        .build();
  }

  private SsmClient parametersOf(AwsCredentialsProvider credentials) {
    return SsmClient.builder()
        .region(Region.of("lab-local-1"))
        .endpointOverride(endpoint)
        .credentialsProvider(credentials)
        .build();
  }

  private static void assertDenied(Runnable call, String code) {
    AwsServiceException error = catchThrowableOfType(AwsServiceException.class, call::run);
    assertThat(error).isNotNull();
    assertThat(error.awsErrorDetails().errorCode()).isEqualTo(code);
  }

  @Test
  void aRoleMayReadTheSecretThatItsPolicyNamesAndNoOther() {
    try (SecretsManagerClient node = secretsOf(assume("node"))) {
      assertThat(node.getSecretValue(s -> s.secretId(secret)).secretString()).isEqualTo(VALUE);
      assertDenied(() -> node.getSecretValue(s -> s.secretId(other)), "AccessDeniedException");
      assertDenied(
          () -> node.putSecretValue(s -> s.secretId(secret).secretString("x")),
          "AccessDeniedException");
      assertThatThrownBy(() -> node.getSecretValue(s -> s.secretId(other)))
          .hasMessageContaining("not authorized to perform: secretsmanager:GetSecretValue");
    }
  }

  @Test
  void aRoleMayReadTheParameterThatItsPolicyNamesAndNoOther() {
    try (SsmClient node = parametersOf(assume("node"))) {
      assertThat(node.getParameter(p -> p.name("/redis").withDecryption(true)).parameter().value())
          .isEqualTo(VALUE);
      assertDenied(() -> node.getParameter(p -> p.name("/other")), "AccessDeniedException");
    }
  }

  @Test
  void ec2MayAssumeOnlyARoleThatTrustsIt() {
    assertDenied(() -> assume("lambda"), "AccessDenied");
  }

  @Test
  void aWrongSignatureIsRefused() {
    AwsSessionCredentials real = (AwsSessionCredentials) assume("node").resolveCredentials();
    AwsSessionCredentials forged =
        AwsSessionCredentials.create(real.accessKeyId(), "guessed", real.sessionToken());
    try (SecretsManagerClient node = secretsOf(StaticCredentialsProvider.create(forged))) {
      assertDenied(() -> node.getSecretValue(s -> s.secretId(secret)), "InvalidSignatureException");
    }
  }

  @Test
  void motosOwnApiIsClosed() {
    assertThat(status("/moto-api/data.json")).isEqualTo(403);
    assertThat(status("/latest/meta-data/iam/security-credentials/")).isEqualTo(403);
  }

  @Test
  void aManagedPolicyOfAwssCanBeAttached() {
    String arn = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore";
    admin.iam().attachRolePolicy(p -> p.roleName("lambda").policyArn(arn));
    admin.iam().detachRolePolicy(p -> p.roleName("lambda").policyArn(arn));
  }

  @Test
  void whatItKnowsOutlivesItAndIsNotOnTheDiskInClear() throws Exception {
    StaticCredentialsProvider before = assume("node");
    moto.destroyForcibly().waitFor();
    try (Stream<Path> files = Files.walk(folder).filter(Files::isRegularFile)) {
      for (Path file : files.toList()) {
        assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
            .as(file.toString())
            .doesNotContain(VALUE);
      }
    }
    run();
    try (SecretsManagerClient node = secretsOf(before);
        SsmClient parameters = parametersOf(before)) {
      assertThat(node.getSecretValue(s -> s.secretId(secret)).secretString()).isEqualTo(VALUE);
      assertThat(parameters.getParameter(p -> p.name("/redis")).parameter().name())
          .isEqualTo("/redis");
    }
    assertThat(admin.secrets().describeSecret(s -> s.secretId(secret)).arn()).isEqualTo(secret);
  }

  private int status(String path) {
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
