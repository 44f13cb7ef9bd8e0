package io.redissentinel.lab.cloud.secretsmanager;

import io.redissentinel.lab.cloud.AwsApis;
import io.redissentinel.lab.cloud.Host;
import io.redissentinel.lab.cloud.Properties;
import io.redissentinel.lab.cloud.Resource;
import io.redissentinel.lab.cloud.ResourceType;
import io.redissentinel.lab.cloud.Schema;
import io.redissentinel.lab.cloud.Store;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;

/** Values of secrets; the id of one is {@code ARN|version}. */
public final class SecretVersions implements ResourceType {
  public static final String TOKEN = "aws:secretsmanager/secretVersion:SecretVersion";

  private static final String CURRENT = "AWSCURRENT";
  private static final String TEXT = "secretString";
  private static final String BINARY = "secretBinary";

  private static final Schema SCHEMA =
      new Schema()
          .replace("secretId", TEXT, BINARY)
          .required("secretId")
          .computed("arn", "versionId", "versionStages")
          .confidential(TEXT, BINARY);

  @Override
  public String token() {
    return TOKEN;
  }

  @Override
  public Schema schema() {
    return SCHEMA;
  }

  @Override
  public List<Problem> check(Properties inputs) {
    if (inputs.has(TEXT) == inputs.has(BINARY)) {
      return List.of(
          new Problem(TEXT, "exactly one of [%s] and [%s] is needed".formatted(TEXT, BINARY)));
    }
    return List.of();
  }

  @Override
  public Resource create(Store store, String urn, Properties inputs) {
    String arn = Secrets.require(store, inputs.requireText("secretId")).id();
    String version = UUID.randomUUID().toString();
    Properties outputs =
        SCHEMA
            .echo(Properties.empty(), inputs)
            .with("arn", arn)
            .with("versionId", version)
            .with("versionStages", List.of(CURRENT));
    return new Resource(arn + "|" + version, TOKEN, urn, inputs, outputs);
  }

  @Override
  public void realise(Store store, Host host, Resource made) {
    host.aws()
        .secrets()
        .putSecretValue(
            value -> {
              value.secretId(arn(made)).clientRequestToken(version(made));
              made.inputs().text(TEXT).ifPresent(value::secretString);
              made.inputs()
                  .text(BINARY)
                  .map(Base64.getDecoder()::decode)
                  .ifPresent(bytes -> value.secretBinary(SdkBytes.fromByteArray(bytes)));
            });
  }

  /** As the real provider does: the current version stays, and goes with its secret. */
  @Override
  public void remove(Store store, Host host, Resource gone) {
    AwsApis.find(() -> host.aws().secrets().describeSecret(asked -> asked.secretId(arn(gone))))
        .map(secret -> secret.versionIdsToStages().getOrDefault(version(gone), List.of()))
        .orElse(List.of())
        .stream()
        .filter(stage -> !stage.equals(CURRENT))
        .forEach(
            stage ->
                host.aws()
                    .secrets()
                    .updateSecretVersionStage(
                        label ->
                            label
                                .secretId(arn(gone))
                                .versionStage(stage)
                                .removeFromVersionId(version(gone))));
  }

  @Override
  public Optional<Resource> read(Store store, Host host, Resource recorded) {
    return AwsApis.find(
            () ->
                host.aws()
                    .secrets()
                    .getSecretValue(
                        value -> value.secretId(arn(recorded)).versionId(version(recorded))))
        .map(value -> withValue(recorded, value));
  }

  private static Resource withValue(Resource recorded, GetSecretValueResponse value) {
    String name = value.secretString() != null ? TEXT : BINARY;
    String content =
        value.secretString() != null
            ? value.secretString()
            : Base64.getEncoder().encodeToString(value.secretBinary().asByteArray());
    return recorded.with(
        recorded.inputs().with(name, content),
        recorded.outputs().with(name, content).with("versionStages", value.versionStages()));
  }

  private static String arn(Resource version) {
    return version.outputs().requireText("arn");
  }

  private static String version(Resource version) {
    return version.outputs().requireText("versionId");
  }
}
