package io.redissentinel.sentinelctl.rotate;

import io.redissentinel.sentinelctl.CtlException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * A secret in Secrets Manager, with AWS's own stages. The caller needs, on the secret,
 * secretsmanager:DescribeSecret, GetSecretValue, PutSecretValue and UpdateSecretVersionStage; and
 * secretsmanager:GetRandomPassword; and kms:GenerateDataKey and kms:Decrypt on a key of one's own.
 */
public final class SecretStore implements Store {
  private static final String CURRENT = "AWSCURRENT";
  private static final String PENDING = "AWSPENDING";
  private static final String PREVIOUS = "AWSPREVIOUS";

  /**
   * Keeps the version that the stack has made. Without a stage AWS would delete it one day; Pulumi
   * would find it gone, and put a password of its own in the place of the current one.
   */
  private static final String INITIAL = "redis-sentinel-initial";

  private final SecretsManagerClient secrets;
  private final String id;

  /**
   * Makes a store; nothing is asked yet.
   *
   * @param id the secret's ARN, as nodes know it
   */
  public SecretStore(SecretsManagerClient secrets, String id) {
    this.secrets = secrets;
    this.id = id;
  }

  @Override
  public Versions versions() {
    Map<String, List<String>> stages = stages();
    String current =
        at(stages, CURRENT)
            .orElseThrow(() -> CtlException.failed("the secret %s has no value".formatted(id)));
    return at(stages, PENDING)
        .filter(pending -> !pending.equals(current))
        .map(pending -> new Versions(pending, Optional.of(current), true))
        .orElseGet(() -> new Versions(current, at(stages, PREVIOUS), false));
  }

  @Override
  public Versions put(Optional<String> given) {
    String password =
        given.orElseGet(
            () ->
                secrets
                    .getRandomPassword(
                        random ->
                            random
                                .passwordLength((long) NewPassword.LENGTH)
                                .excludePunctuation(true)
                                .includeSpace(false)
                                .requireEachIncludedType(true))
                    .randomPassword());
    secrets.putSecretValue(
        value -> value.secretId(id).secretString(password).versionStages(PENDING));
    return versions();
  }

  @Override
  public boolean is(String version, String password) {
    return secrets
        .getSecretValue(value -> value.secretId(id).versionId(version))
        .secretString()
        .equals(password);
  }

  @Override
  public void promote(Versions versions) {
    String before = versions.other().orElseThrow();
    if (at(stages(), INITIAL).isEmpty()) {
      move(INITIAL, null, before);
    }
    move(CURRENT, before, versions.wanted());
    move(PENDING, versions.wanted(), null);
  }

  @Override
  public void checkDiscardable(Versions versions) {
    if (!versions.pending()) {
      throw CtlException.usage(
          "the new password is the store's current one already, so there is no way back: run this again without --abandon to bring it to its end; for the old password after that, rotate to it by --password-stdin");
    }
  }

  @Override
  public void discard(Versions versions) {
    move(PENDING, versions.wanted(), null);
  }

  private Map<String, List<String>> stages() {
    return secrets.describeSecret(secret -> secret.secretId(id)).versionIdsToStages();
  }

  private static Optional<String> at(Map<String, List<String>> stages, String stage) {
    return stages.entrySet().stream()
        .filter(version -> version.getValue().contains(stage))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private void move(String stage, String from, String to) {
    secrets.updateSecretVersionStage(
        label ->
            label.secretId(id).versionStage(stage).removeFromVersionId(from).moveToVersionId(to));
  }
}
