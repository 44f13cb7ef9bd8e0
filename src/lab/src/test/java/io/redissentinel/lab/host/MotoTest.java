package io.redissentinel.lab.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.redissentinel.lab.cloud.AwsApis;
import io.redissentinel.lab.setup.MotoEnvironment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/** AWS's own services as the lab serves them, on loopback. Needs PyPI the first time. */
@Tag("engine")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MotoTest {
  private static final String VALUE = "correct-horse-battery-staple";

  @TempDir private static Path folder;
  private MotoProcess moto;
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
    moto = new MotoProcess(folder);
    admin = moto.administrator();
    secret = makeSecret("redis");
    other = makeSecret("other");
    for (String name : List.of("/redis", "/other")) {
      admin
          .parameters()
          .putParameter(p -> p.name(name).value(VALUE).type(ParameterType.SECURE_STRING));
    }
    MotoProcess.makeRole(admin, "node", "ec2.amazonaws.com");
    MotoProcess.makeRole(admin, "lambda", "lambda.amazonaws.com");
    MotoProcess.allow(admin, "node", "secretsmanager:GetSecretValue", secret);
    String parameter = "arn:aws:ssm:lab-local-1:000000000000:parameter/redis";
    MotoProcess.allow(admin, "node", "ssm:GetParameter", parameter);
  }

  @AfterAll
  void stop() {
    moto.close();
  }

  private String makeSecret(String name) {
    String arn = admin.secrets().createSecret(s -> s.name(name)).arn();
    admin.secrets().putSecretValue(s -> s.secretId(arn).secretString(VALUE));
    return arn;
  }

  private SecretsManagerClient secretsOf(AwsCredentialsProvider credentials) {
    return moto.client(SecretsManagerClient.builder(), credentials);
  }

  private SsmClient parametersOf(AwsCredentialsProvider credentials) {
    return moto.client(SsmClient.builder(), credentials);
  }

  private static void assertDenied(Runnable call, String code) {
    AwsServiceException error = catchThrowableOfType(AwsServiceException.class, call::run);
    assertThat(error).isNotNull();
    assertThat(error.awsErrorDetails().errorCode()).isEqualTo(code);
  }

  @Test
  void aRoleMayReadTheSecretThatItsPolicyNamesAndNoOther() {
    try (SecretsManagerClient node = secretsOf(moto.assume("node"))) {
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
    try (SsmClient node = parametersOf(moto.assume("node"))) {
      assertThat(node.getParameter(p -> p.name("/redis").withDecryption(true)).parameter().value())
          .isEqualTo(VALUE);
      assertThat(node.getParameter(p -> p.name("/redis:1")).parameter().version()).isEqualTo(1);
      assertDenied(() -> node.getParameter(p -> p.name("/other")), "AccessDeniedException");
    }
  }

  @Test
  void ec2MayAssumeOnlyARoleThatTrustsIt() {
    assertDenied(() -> moto.assume("lambda"), "AccessDenied");
  }

  @Test
  void aWrongSignatureIsRefused() {
    AwsSessionCredentials real = (AwsSessionCredentials) moto.assume("node").resolveCredentials();
    AwsSessionCredentials forged =
        AwsSessionCredentials.create(real.accessKeyId(), "guessed", real.sessionToken());
    try (SecretsManagerClient node = secretsOf(StaticCredentialsProvider.create(forged))) {
      assertDenied(() -> node.getSecretValue(s -> s.secretId(secret)), "InvalidSignatureException");
    }
  }

  @Test
  void motosOwnApiIsClosed() {
    assertThat(moto.status("/moto-api/data.json")).isEqualTo(403);
    assertThat(moto.status("/latest/meta-data/iam/security-credentials/")).isEqualTo(403);
  }

  @Test
  void aManagedPolicyOfAwssCanBeAttached() {
    String arn = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore";
    admin.iam().attachRolePolicy(p -> p.roleName("lambda").policyArn(arn));
    admin.iam().detachRolePolicy(p -> p.roleName("lambda").policyArn(arn));
  }

  @Test
  void whatItKnowsOutlivesItAndIsNotOnTheDiskInClear() throws Exception {
    StaticCredentialsProvider before = moto.assume("node");
    moto.kill();
    try (Stream<Path> files = Files.walk(folder).filter(Files::isRegularFile)) {
      for (Path file : files.toList()) {
        assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
            .as(file.toString())
            .doesNotContain(VALUE);
      }
    }
    moto.start();
    try (SecretsManagerClient node = secretsOf(before);
        SsmClient parameters = parametersOf(before)) {
      assertThat(node.getSecretValue(s -> s.secretId(secret)).secretString()).isEqualTo(VALUE);
      assertThat(parameters.getParameter(p -> p.name("/redis")).parameter().name())
          .isEqualTo("/redis");
    }
    assertThat(admin.secrets().describeSecret(s -> s.secretId(secret)).arn()).isEqualTo(secret);
  }
}
