package io.redissentinel.lab.cloud.s3;

import static io.redissentinel.lab.cloud.CloudFixture.inputs;
import static io.redissentinel.lab.cloud.CloudFixture.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.redissentinel.lab.cloud.CloudFixture;
import io.redissentinel.lab.cloud.Properties;
import io.redissentinel.lab.cloud.Resource;
import io.redissentinel.lab.cloud.ResourceType.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

class BucketSettingsTest {
  private static final String VERSIONING = new BucketVersionings().token();
  private static final String LIFECYCLE = new BucketLifecycles().token();
  private static final String ENCRYPTION = new BucketEncryptions().token();

  @TempDir Path folder;
  private CloudFixture aws;

  @BeforeEach
  void open() {
    aws = new CloudFixture(folder.resolve("aws"));
    aws.create(Buckets.TOKEN, "bucket", "redis");
  }

  private static Properties versioning(String status) {
    return inputs("bucket", "redis", "versioningConfiguration", Map.of("status", status));
  }

  static Stream<Arguments> settings() {
    return Stream.of(
        arguments(new BucketPublicAccessBlocks(), inputs("blockPublicPolicy", true)),
        arguments(
            new BucketOwnerships(),
            inputs("rule", Map.of("objectOwnership", "BucketOwnerEnforced"))),
        arguments(
            new BucketEncryptions(),
            inputs("rules", List.of(encrypted(Map.of("sseAlgorithm", "AES256"))))),
        arguments(new BucketVersionings(), versioning("Enabled")),
        arguments(
            new BucketLifecycles(),
            inputs("rules", List.of(rule("expire", "expiration", Map.of("days", 30))))),
        arguments(new BucketPolicies(), inputs("policy", "{}")));
  }

  private static Map<String, Object> encrypted(Map<String, Object> how) {
    return Map.of("applyServerSideEncryptionByDefault", how);
  }

  private static Map<String, Object> rule(String id, String action, Map<String, Object> when) {
    return Map.of("id", id, "status", "Enabled", "filter", Map.of(), action, when);
  }

  @ParameterizedTest
  @MethodSource("settings")
  void comeAndGo(BucketSetting type, Properties inputs) {
    Resource made = aws.create(type.token(), inputs.with("bucket", "redis"));
    assertThat(made.id()).isEqualTo("redis");
    assertThat(aws.cloud.read(type.token(), "redis")).isPresent();
    aws.update(made, made.inputs());
    aws.delete(made);
    assertThat(aws.cloud.read(type.token(), "redis")).isEmpty();
    aws.delete(aws.cloud.read(Buckets.TOKEN, "redis").orElseThrow());
    assertThat(aws.host.isEmpty()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("settings")
  void needTheirBucket(BucketSetting type, Properties inputs) {
    assertThatThrownBy(() -> aws.create(type.token(), inputs.with("bucket", "none")))
        .isInstanceOf(S3Exception.class)
        .hasMessageContaining("NoSuchBucket");
    Resource made = aws.create(type.token(), inputs.with("bucket", "redis"));
    S3Client s3 = aws.host.aws().buckets();
    s3.deleteBucket(gone -> gone.bucket("redis"));
    assertThat(aws.cloud.read(made.type(), made.id())).as("gone with the bucket").isEmpty();
  }

  @Test
  void versioningIsNeverUndone() {
    Resource made = aws.create(VERSIONING, versioning("Enabled"));
    String message = refusal("InvalidParameter", () -> aws.update(made, versioning("Disabled")));
    assertThat(message).contains("'Enabled' to 'Disabled'");
    aws.update(made, versioning("Suspended"));
  }

  @Test
  void refuseWhatAwsRefuses() {
    assertThat(problems(VERSIONING, versioning("On"))).contains("must be one of");
    assertThat(problems(LIFECYCLE, rules(Map.of("id", "a", "status", "Enabled"))))
        .contains("rule 'a'", "at least one action");
    assertThat(problems(LIFECYCLE, rules(rule("a", "expiration", Map.of("days", 0)))))
        .contains("must be positive; got 0");
    assertThat(
            problems(
                LIFECYCLE,
                rules(
                    rule("a", "expiration", Map.of("days", 1, "expiredObjectDeleteMarker", true)))))
        .contains("cannot be given with days");
    assertThat(problems(LIFECYCLE, rules(rule("a", "transitions", Map.of()))))
        .contains("does not model the property 'transitions'");
    Map<String, Object> one = rule("a", "expiration", Map.of("days", 1));
    assertThat(problems(LIFECYCLE, rules(one, one))).contains("must be unique; got 'a' twice");
    assertThat(
            problems(
                ENCRYPTION,
                rules(encrypted(Map.of("sseAlgorithm", "AES256", "kmsMasterKeyId", "arn:x")))))
        .contains("AES256 has no kmsMasterKeyId");
  }

  private static Properties rules(Object... rules) {
    return inputs("bucket", "redis", "rules", List.of(rules));
  }

  private String problems(String token, Properties inputs) {
    return String.join("\n", aws.cloud.check(token, inputs).stream().map(Problem::reason).toList());
  }
}
