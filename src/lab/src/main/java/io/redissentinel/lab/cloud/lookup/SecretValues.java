package io.redissentinel.lab.cloud.lookup;

import io.redissentinel.lab.cloud.Host;
import io.redissentinel.lab.cloud.Properties;
import java.util.Set;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;

/** Values of secrets, as Secrets Manager has them now, whoever has put them there. */
final class SecretValues {
  private static final String CURRENT = "AWSCURRENT";

  static final Lookup GET_SECRET_VERSION =
      new Lookup(
          "aws:secretsmanager/getSecretVersion:getSecretVersion",
          Set.of("secretId", "versionId", "versionStage"),
          (store, host, arguments) -> find(host, arguments));

  private SecretValues() {}

  private static Properties find(Host host, Properties arguments) {
    String secret = arguments.requireText("secretId");
    GetSecretValueResponse found =
        host.aws()
            .secrets()
            .getSecretValue(
                value -> {
                  value.secretId(secret);
                  arguments
                      .text("versionId")
                      .ifPresentOrElse(
                          value::versionId,
                          () -> value.versionStage(arguments.text("versionStage").orElse(CURRENT)));
                });
    String version = String.valueOf(found.versionId());
    return arguments
        .with("id", secret + "|" + version)
        .with("arn", secret)
        .with("createdDate", String.valueOf(found.createdDate()))
        .with("secretString", found.secretString() == null ? "" : found.secretString())
        .with("secretBinary", "")
        .with("versionId", version)
        .with("versionStages", found.versionStages());
  }
}
