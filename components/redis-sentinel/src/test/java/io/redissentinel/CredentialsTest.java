package io.redissentinel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.pulumi.core.Output;
import com.pulumi.test.PulumiTest;
import com.pulumi.test.TestResult;
import com.pulumi.test.internal.PulumiTestInternal;
import io.redissentinel.bootstrap.Scripts;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The password: where it comes from, where it is kept, and who may read it. */
class CredentialsTest {
  private static final String SECRET = "aws:secretsmanager/secret:Secret";
  private static final String VERSION = "aws:secretsmanager/secretVersion:SecretVersion";
  private static final String PARAMETER = "aws:ssm/parameter:Parameter";
  private static final String POLICY = "aws:iam/rolePolicy:RolePolicy";
  private static final String ATTACHMENT = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";
  private static final String KEY = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd";
  private static final String GIVEN = "Given-Password-#1";

  private final Mocked aws = new Mocked();

  @AfterEach
  void cleanUp() {
    PulumiTest.cleanup();
  }

  @Test
  void awsMakesUpLettersAndDigitsWhereNoneIsGiven() {
    up(args());
    assertThat(aws.passwordQuery())
        .containsOnly(
            entry("passwordLength", 32.0),
            entry("excludePunctuation", true),
            entry("includeSpace", false),
            entry("requireEachIncludedType", true));
    assertThat(aws.inputs(SECRET, "redis-password"))
        .containsOnly(
            entry("description", "Password of the Redis servers and sentinels of redis"),
            entry("recoveryWindowInDays", 7.0),
            entry("tags", Map.of("Name", "redis", "redis-sentinel:cluster", "redis")));
    assertThat(aws.inputs(VERSION, "redis-password"))
        .containsOnly(
            entry("secretId", "redis-password-id"), entry("secretString", Mocked.GENERATED));
  }

  @Test
  void aGivenOneIsKeptAndNoneIsMadeUp() {
    up(args().auth(AuthArgs.builder().password(GIVEN).build()));
    assertThat(aws.passwordQuery()).isEmpty();
    assertThat(aws.inputs(VERSION, "redis-password")).contains(entry("secretString", GIVEN));
  }

  @Test
  void aSecureStringInSsmIsTheOtherPlace() {
    up(args().auth(ssm()));
    assertThat(aws.inputs(PARAMETER, "redis-password"))
        .contains(entry("type", "SecureString"), entry("value", Mocked.GENERATED))
        .doesNotContainKeys("keyId", "name");
    assertThat(aws.names()).noneMatch(name -> name.startsWith("aws:secretsmanager"));
    assertThat(aws.userData("redis-b"))
        .contains("AUTH='ssm'", "SECRET_ID='redis-password-1234'", "AWS_REGION='eu-west-1'");
  }

  @Test
  void thePasswordIsASecretOutput() {
    TestResult result = up(args());
    var password = PulumiTestInternal.extractOutputData(result.outputs().get("redisPassword"));
    assertThat(password.getValueNullable()).isEqualTo(Mocked.GENERATED);
    assertThat(password.isSecret()).isTrue();
    result
        .outputs()
        .forEach(
            (name, output) ->
                assertThat(PulumiTestInternal.extractOutputData(output).isSecret())
                    .as(name)
                    .isEqualTo(name.equals("redisPassword")));
  }

  @Test
  void aPlainPasswordBecomesASecretInput() {
    var auth = AuthArgs.builder().password(GIVEN).build();
    var copied = AuthArgs.builder().password(Output.of(GIVEN)).build();
    for (AuthArgs each : List.of(auth, copied)) {
      assertThat(PulumiTestInternal.extractOutputData(each.password().orElseThrow()).isSecret())
          .isTrue();
    }
  }

  @Test
  void nothingButTheStoreSeesThePassword() {
    up(args().auth(AuthArgs.builder().password(GIVEN).build()));
    // The component's own inputs have it as a secret, which Pulumi keeps encrypted.
    assertThat(aws.everythingBut("secretString", "auth")).doesNotContain(GIVEN);
    for (String node : List.of("redis-a", "redis-b", "redis-c")) {
      assertThat(aws.userData(node))
          .doesNotContain(GIVEN)
          .contains(
              "AUTH='secrets-manager'",
              "SECRET_ID='arn:secret:redis-password'",
              "AWS_REGION='eu-west-1'",
              "AWS_ENDPOINT_URL=''");
    }
  }

  @Test
  void theRoleMayReadTheScriptsAndThatSecretAndNothingElse() {
    up(args());
    assertThat(aws.inputs(POLICY, "redis-node"))
        .containsOnly(
            entry("role", "redis-node-1234"),
            entry(
                "policy",
                policy(
                    scripts()
                        + "]},"
                        + statement(
                            "secretsmanager:GetSecretValue", "arn:secret:redis-password"))));
    assertThat(aws.names()).noneMatch(name -> name.startsWith(ATTACHMENT));
  }

  @Test
  void withSsmAndAKeyTheRoleMayReadTheParameterAndDecryptWithTheKey() {
    up(args().auth(ssm()).machine(MachineArgs.builder().kmsKeyId(KEY).build()));
    assertThat(aws.inputs(PARAMETER, "redis-password")).contains(entry("keyId", KEY));
    assertThat(aws.inputs(POLICY, "redis-node"))
        .contains(
            entry(
                "policy",
                policy(
                    scripts()
                        + ",\"arn:parameter/redis-password\"]},"
                        + statement("kms:Decrypt", KEY))));
  }

  @Test
  void sessionManagerIsAPolicyOfThePartition() {
    up(args().access(AccessArgs.builder().sessionManager(true).build()));
    assertThat(aws.inputs(ATTACHMENT, "redis-session-manager"))
        .containsOnly(
            entry("role", "redis-node-1234"),
            entry("policyArn", "arn:aws-cn:iam::aws:policy/AmazonSSMManagedInstanceCore"));
  }

  @Test
  void whatIsNotProtectedIsDeletedAtOnce() {
    up(args().machine(MachineArgs.builder().protectData(false).build()));
    assertThat(aws.inputs(SECRET, "redis-password")).contains(entry("recoveryWindowInDays", 0.0));
  }

  @Test
  void noneMeansNoSecretNoRightToOneAndNoOutput() {
    TestResult result = up(args().auth(AuthArgs.builder().mode(AuthMode.NONE).build()));
    assertThat(aws.passwordQuery()).isEmpty();
    assertThat(aws.names())
        .noneMatch(name -> name.contains("password"))
        .noneMatch(name -> name.contains("Credentials"));
    assertThat(aws.inputs(POLICY, "redis-node"))
        .contains(entry("policy", policy(scripts() + "]}")));
    assertThat(aws.userData("redis-a")).contains("AUTH='none'", "SECRET_ID=''");
    assertThat(output(result, "redisPassword")).isNull();
  }

  @Test
  void anotherPasswordLaterIsHeldBackAndNotShown() {
    aws.running(VERSION + " redis-password", Map.of("secretString", "The-Running-Password"));
    TestResult result = up(args().auth(AuthArgs.builder().password(GIVEN).build()));
    assertThat(output(result, "redisPassword")).isEqualTo("The-Running-Password");
    assertThat(output(result, "pending"))
        .isEqualTo(
            List.of(
                Map.of(
                    "node", "all",
                    "what", "password",
                    "running", "the stored one",
                    "wanted", "the given one")));
  }

  @Test
  void anotherGeneratedOneLaterIsNoChange() {
    aws.running(VERSION + " redis-password", Map.of("secretString", "The-Running-Password"));
    TestResult result = up(args());
    assertThat(output(result, "redisPassword")).isEqualTo("The-Running-Password");
    assertThat(output(result, "pending")).isEqualTo(List.of());
  }

  @Test
  void afterARotationTheOutputIsWhatTheStoreHas() {
    for (AuthArgs auth : List.of(AuthArgs.builder().build(), ssm())) {
      aws.rotatedTo("The-Rotated-Password");
      TestResult result = up(args().auth(auth));
      assertThat(output(result, "redisPassword")).isEqualTo("The-Rotated-Password");
      assertThat(output(result, "pending")).isEqualTo(List.of());
      PulumiTest.cleanup();
    }
  }

  @Test
  void aGivenOneIsNoLongerPendingWhenTheClusterHasBeenRotatedToIt() {
    aws.running(VERSION + " redis-password", Map.of("secretString", "The-Password-Before"));
    aws.rotatedTo(GIVEN);
    TestResult result = up(args().auth(AuthArgs.builder().password(GIVEN).build()));
    assertThat(output(result, "redisPassword")).isEqualTo(GIVEN);
    assertThat(output(result, "pending")).isEqualTo(List.of());
  }

  @Test
  void aPasswordThatTurnsOutToBeBadIsRefusedAndNotShown() {
    TestResult result =
        up(args().auth(AuthArgs.builder().password(Output.of("too short")).build()));
    assertThat(result.errors())
        .singleElement()
        .asString()
        .contains("auth.password: must be 16 to 128 printable ASCII characters")
        .doesNotContain("too short")
        .doesNotContain("\tat ");
    assertThat(aws.names()).noneMatch(name -> name.startsWith(VERSION));
  }

  private TestResult up(RedisSentinelArgs.Builder args) {
    return aws.run(ctx -> new RedisSentinel("redis", args.build()).outputs().forEach(ctx::export));
  }

  private static RedisSentinelArgs.Builder args() {
    return RedisSentinelArgs.builder();
  }

  private static AuthArgs ssm() {
    return AuthArgs.builder().store(PasswordStore.SSM_PARAMETER).build();
  }

  private static String policy(String statements) {
    return "{\"Version\":\"2012-10-17\",\"Statement\":[" + statements + "]}";
  }

  /** The right to fetch the scripts, up to the end of its list of parameters. */
  private static String scripts() {
    return IntStream.range(0, Scripts.shipped().parts().size())
        .mapToObj("\"arn:parameter/redis-scripts-%d\""::formatted)
        .collect(
            Collectors.joining(
                ",", "{\"Effect\":\"Allow\",\"Action\":\"ssm:GetParameter\",\"Resource\":[", ""));
  }

  private static String statement(String action, String resource) {
    return "{\"Effect\":\"Allow\",\"Action\":\"%s\",\"Resource\":\"%s\"}"
        .formatted(action, resource);
  }

  private static Object output(TestResult result, String name) {
    return PulumiTest.extractValue(result.outputs().get(name));
  }
}
