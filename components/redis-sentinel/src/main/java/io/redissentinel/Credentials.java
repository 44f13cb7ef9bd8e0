package io.redissentinel;

import com.pulumi.aws.secretsmanager.Secret;
import com.pulumi.aws.secretsmanager.SecretArgs;
import com.pulumi.aws.secretsmanager.SecretVersion;
import com.pulumi.aws.secretsmanager.SecretVersionArgs;
import com.pulumi.aws.secretsmanager.SecretsmanagerFunctions;
import com.pulumi.aws.secretsmanager.inputs.GetRandomPasswordPlainArgs;
import com.pulumi.aws.secretsmanager.inputs.GetSecretVersionArgs;
import com.pulumi.aws.secretsmanager.outputs.GetRandomPasswordResult;
import com.pulumi.aws.secretsmanager.outputs.GetSecretVersionResult;
import com.pulumi.aws.ssm.Parameter;
import com.pulumi.aws.ssm.ParameterArgs;
import com.pulumi.aws.ssm.SsmFunctions;
import com.pulumi.aws.ssm.enums.ParameterType;
import com.pulumi.aws.ssm.inputs.GetParameterArgs;
import com.pulumi.aws.ssm.outputs.GetParameterResult;
import com.pulumi.core.Output;
import com.pulumi.deployment.InvokeOptions;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.CustomResourceOptions;
import io.redissentinel.bootstrap.AuthSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The cluster's password, where the nodes fetch it: a secret in Secrets Manager, or a parameter in
 * SSM. Their names are AWS's to make unique, since Secrets Manager keeps a deleted name for days.
 *
 * <p>The value is set once and then left alone by Pulumi. A generated one is another one at every
 * run, and a given one that changes would reach the nodes one by one, as they happen to boot.
 * {@code sentinelctl rotate-password} gives the cluster another one; what the store has then is
 * read from the store, at every preview and update.
 */
final class Credentials extends ComponentResource {
  private static final String TYPE = "redis-sentinel:index:Credentials";
  private static final int GENERATED_LENGTH = 32;

  /** For how long a deleted secret can be brought back, where data counts. */
  private static final int RECOVERY_DAYS = 7;

  private final String cluster;
  private final RedisSentinelArgs args;
  private final Output<Map<String, String>> tags;
  private final Kept kept;
  private final Output<List<PendingChange>> pending;

  /**
   * The password as AWS has it.
   *
   * @param spec where a node finds it
   * @param arn what a role has to be allowed to read
   * @param readAction the IAM action that reads it
   * @param password itself, a secret
   */
  private record Kept(
      Output<AuthSpec> spec, Output<String> arn, String readAction, Output<String> password) {}

  Credentials(
      String cluster,
      RedisSentinelArgs args,
      Output<Map<String, String>> tags,
      ComponentResourceOptions options) {
    super(TYPE, cluster + "-credentials", options);
    this.cluster = cluster;
    this.args = args;
    this.tags = tags;
    Optional<Output<String>> given =
        args.auth().password().map(password -> password.apply(this::checked));
    Output<String> initial = given.orElseGet(this::generated).asSecret();
    this.kept =
        switch (args.auth().store()) {
          case SECRETS_MANAGER -> secret(initial);
          case SSM_PARAMETER -> parameter(initial);
        };
    this.pending = given.map(this::heldBack).orElseGet(() -> Output.of(List.of()));
    registerOutputs(Map.of("arn", kept.arn()));
  }

  /** Where a node finds the password. */
  Output<AuthSpec> spec() {
    return kept.spec();
  }

  /** The password that nodes find, a secret. */
  Output<String> password() {
    return kept.password();
  }

  /** A given password that is not the one that nodes find. */
  Output<List<PendingChange>> pending() {
    return pending;
  }

  /** Exactly the rights that a node needs to read the password. */
  Output<RolePolicyDocument> policy() {
    Output<RolePolicyDocument> read =
        kept.arn().applyValue(arn -> new RolePolicyDocument().allow(kept.readAction(), arn));
    return args.machine()
        .kmsKeyId()
        .map(
            key ->
                Output.tuple(read, key).applyValue(both -> both.t1.allow("kms:Decrypt", both.t2)))
        .orElse(read);
  }

  private Output<String> checked(String given) {
    return Checked.value(() -> Password.checked("RedisSentinel '%s'".formatted(cluster), given));
  }

  /** Letters and digits only: AUTH of Redis 5 takes them without quoting. */
  private Output<String> generated() {
    var query =
        GetRandomPasswordPlainArgs.builder()
            .passwordLength(GENERATED_LENGTH)
            .excludePunctuation(true)
            .includeSpace(false)
            .requireEachIncludedType(true)
            .build();
    return Checked.answer(
            "a random password", SecretsmanagerFunctions.getRandomPasswordPlain(query, invoke()))
        .applyValue(GetRandomPasswordResult::randomPassword);
  }

  private Kept secret(Output<String> initial) {
    var described =
        SecretArgs.builder()
            .description(description())
            .recoveryWindowInDays(args.machine().protectData() ? RECOVERY_DAYS : 0)
            .tags(tags);
    args.machine().kmsKeyId().ifPresent(described::kmsKeyId);
    var secret = new Secret(name(), described.build(), options().build());
    var version =
        new SecretVersion(
            name(),
            SecretVersionArgs.builder().secretId(secret.id()).secretString(initial).build(),
            options().ignoreChanges(List.of("secretString")).build());
    return new Kept(
        secret.arn().applyValue(arn -> new AuthSpec(AuthSpec.Kind.SECRETS_MANAGER, arn)),
        secret.arn(),
        "secretsmanager:GetSecretValue",
        current(version));
  }

  /** Not the value of that version: after a rotation another one is the current one. */
  private Output<String> current(SecretVersion version) {
    var query =
        GetSecretVersionArgs.builder().secretId(version.arn()).versionStage("AWSCURRENT").build();
    return SecretsmanagerFunctions.getSecretVersion(query, invoke())
        .applyValue(GetSecretVersionResult::secretString)
        .asSecret();
  }

  private Kept parameter(Output<String> initial) {
    var described =
        ParameterArgs.builder()
            .description(description())
            .type(ParameterType.SecureString)
            .value(initial)
            .tags(tags);
    args.machine().kmsKeyId().ifPresent(described::keyId);
    var parameter =
        new Parameter(name(), described.build(), options().ignoreChanges(List.of("value")).build());
    return new Kept(
        parameter.name().applyValue(name -> new AuthSpec(AuthSpec.Kind.SSM, name)),
        parameter.arn(),
        "ssm:GetParameter",
        current(parameter));
  }

  /** Asked by id, which is not known before the parameter is there; its name is. */
  private Output<String> current(Parameter parameter) {
    var query = GetParameterArgs.builder().name(parameter.id()).withDecryption(true).build();
    return SsmFunctions.getParameter(query, invoke())
        .applyValue(GetParameterResult::value)
        .asSecret();
  }

  private InvokeOptions invoke() {
    return InvokeOptions.builder().parent(this).build();
  }

  /** Whether they differ is no secret; nothing else of them gets out of here. */
  private Output<List<PendingChange>> heldBack(Output<String> given) {
    return Output.tuple(given, kept.password())
        .applyValue(
            both ->
                both.t1.equals(both.t2)
                    ? List.<PendingChange>of()
                    : List.of(
                        new PendingChange(
                            PendingChange.ALL, "password", "the stored one", "the given one")))
        .asPlaintext();
  }

  private String name() {
    return cluster + "-password";
  }

  private String description() {
    return "Password of the Redis servers and sentinels of " + cluster;
  }

  private CustomResourceOptions.Builder options() {
    return CustomResourceOptions.builder().parent(this).protect(args.machine().protectData());
  }
}
