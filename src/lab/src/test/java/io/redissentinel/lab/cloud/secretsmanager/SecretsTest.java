package io.redissentinel.lab.cloud.secretsmanager;

import static io.redissentinel.lab.cloud.CloudFixture.inputs;
import static io.redissentinel.lab.cloud.CloudFixture.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.redissentinel.lab.cloud.CloudFixture;
import io.redissentinel.lab.cloud.Resource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {
  private static final String PASSWORD = "correct-horse-battery-staple";

  @TempDir Path folder;
  private CloudFixture aws;

  @BeforeEach
  void open() {
    aws = new CloudFixture(folder.resolve("aws"));
  }

  private Resource secret() {
    return aws.create(Secrets.TOKEN, "name", "redis", "recoveryWindowInDays", 0);
  }

  private Resource version(Resource secret) {
    return aws.create(SecretVersions.TOKEN, "secretId", secret.id(), "secretString", PASSWORD);
  }

  @Test
  void haveAwssIds() {
    Resource secret = secret();
    assertThat(secret.id())
        .matches("arn:aws:secretsmanager:lab-local-1:000000000000:secret:redis-[0-9a-f]{6}");
    Resource version = version(secret);
    assertThat(version.id())
        .isEqualTo(secret.id() + "|" + version.outputs().requireText("versionId"));
    assertThat(version.outputs().text("secretString")).contains(PASSWORD);
  }

  @Test
  void areReadFromAwsAndNeverRecorded() throws IOException {
    Resource version = version(secret());
    try (Stream<Path> files = Files.walk(folder).filter(Files::isRegularFile)) {
      assertThat(files).isNotEmpty().noneMatch(file -> read(file).contains(PASSWORD));
    }
    Resource found = aws.cloud.read(version.type(), version.id()).orElseThrow();
    assertThat(found.outputs().text("secretString")).contains(PASSWORD);
    assertThat(found.inputs().text("secretString")).contains(PASSWORD);
  }

  @Test
  void areGoneWhereAwsHasLostThem() {
    Resource secret = secret();
    Resource version = version(secret);
    aws.host.aws().secrets().deleteSecret(gone -> gone.secretId(secret.id()));
    assertThat(aws.cloud.read(version.type(), version.id())).isEmpty();
    assertThat(aws.cloud.read(secret.type(), secret.id())).isEmpty();
    assertThat(aws.cloud.listAll()).isEmpty();
  }

  @Test
  void leaveNothingBehind() {
    Resource secret = secret();
    Resource version = version(secret);
    aws.delete(version);
    aws.delete(secret);
    assertThat(aws.host.isEmpty()).isTrue();
  }

  @Test
  void refuseWhatAwsRefuses() {
    refusal(
        "ResourceNotFoundException",
        () -> aws.create(SecretVersions.TOKEN, "secretId", "none", "secretString", "x"));
    assertThat(aws.cloud.check(Secrets.TOKEN, inputs("name", "x", "recoveryWindowInDays", 3)))
        .singleElement()
        .satisfies(problem -> assertThat(problem.reason()).contains("7 to 30"));
    assertThat(aws.cloud.check(SecretVersions.TOKEN, inputs("secretId", "x")))
        .singleElement()
        .satisfies(problem -> assertThat(problem.reason()).contains("exactly one of"));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
