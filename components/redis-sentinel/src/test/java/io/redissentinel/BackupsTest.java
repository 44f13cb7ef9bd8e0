package io.redissentinel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.pulumi.core.Output;
import com.pulumi.test.PulumiTest;
import com.pulumi.test.TestResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * How backups and the snapshot to begin with come to the nodes, and what nodes may do with them.
 */
class BackupsTest {
  private static final String INSTANCE = "aws:ec2/instance:Instance";
  private static final String TAG = "aws:ec2/tag:Tag";
  private static final String LINE = "bucket=redis-backups-1234 prefix=prod/ every=1h";
  private static final String BUCKET = "redis-backups-1234";
  private static final String KEY = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd";
  private static final String OTHER_KEY = "arn:aws:kms:eu-west-1:111122223333:key/5678ef";

  private Mocked aws = new Mocked();

  @AfterEach
  void cleanUp() {
    PulumiTest.cleanup();
  }

  @Test
  void aBucketOfTheSameProgramComesToEveryNode() {
    aws.run(
            ctx -> {
              var bucket = new SnapshotBucket("redis-backups");
              new RedisSentinel(
                  "redis",
                  RedisSentinelArgs.builder()
                      .backups(hourly().bucket(bucket.bucketName()).build())
                      .build());
            })
        .throwOnError();
    for (String key : List.of("a", "b", "c")) {
      assertThat(aws.inputs(TAG, "redis-%s-backups".formatted(key)))
          .containsOnly(
              entry("resourceId", "redis-%s-id".formatted(key)),
              entry("key", "redis-sentinel:backups"),
              entry("value", LINE));
      assertThat(aws.inputs(INSTANCE, "redis-" + key).get("tags"))
          .asInstanceOf(InstanceOfAssertFactories.MAP)
          .contains(entry("redis-sentinel:backups", LINE));
      assertThat(aws.userData("redis-" + key))
          .contains("/etc/redis-node/settings/backups", LINE + "\n");
    }
  }

  @Test
  void theOutputSaysWhereTheyAre() {
    TestResult result = up(args(hourly()));
    assertThat(PulumiTest.extractValue(result.outputs().get("backups")))
        .isEqualTo(Map.of("bucket", BUCKET, "prefix", "prod/", "every", "1h"));
  }

  @Test
  void neitherThemNorWhatIsRestoredIsPending() {
    up(RedisSentinelArgs.builder());
    Mocked launched = aws;
    PulumiTest.cleanup();
    aws = new Mocked();
    for (String key : List.of("a", "b", "c")) {
      Object tags = launched.inputs(INSTANCE, "redis-" + key).get("tags");
      aws.running(INSTANCE + " redis-" + key, Map.of("tags", tags));
    }
    TestResult result = up(args(hourly()).restoreFrom("s3://exports/old-0001.rdb"));
    assertThat(PulumiTest.extractValue(result.outputs().get("pending"))).isEqualTo(List.of());
  }

  @ParameterizedTest
  @CsvSource({
    "eu-west-1, aws",
    "lab-local-1, aws",
    "cn-north-1, aws-cn",
    "us-gov-west-1, aws-us-gov"
  })
  void aNodeMayWriteAndReadItsClustersFolderAndListTheBucket(String region, String partition) {
    aws.in(region);
    up(args(hourly()));
    String bucket = "arn:%s:s3:::%s".formatted(partition, BUCKET);
    assertThat(rights())
        .contains(
            entry("s3:PutObject", List.of(bucket + "/prod/redis/*")),
            entry("s3:GetObject", List.of(bucket + "/prod/redis/*")),
            entry("s3:AbortMultipartUpload", List.of(bucket + "/prod/redis/*")),
            entry("s3:ListBucket", List.of(bucket)))
        .doesNotContainKeys("kms:GenerateDataKey", "kms:Decrypt");
  }

  @Test
  void withoutBackupsANodeMayDoNothingInS3() {
    up(RedisSentinelArgs.builder());
    assertThat(rights().keySet())
        .containsExactly("secretsmanager:GetSecretValue", "ssm:GetParameter");
  }

  @Test
  void aBucketsKeyMayBeUsed() {
    up(args(hourly().kmsKeyArn(KEY)));
    assertThat(rights())
        .contains(entry("kms:GenerateDataKey", List.of(KEY)), entry("kms:Decrypt", List.of(KEY)));
  }

  @Test
  void oneKeyForAllIsNamedOnce() {
    up(
        args(hourly().kmsKeyArn(KEY))
            .machine(MachineArgs.builder().kmsKeyId(KEY).build())
            .restoreFrom("s3://exports/old-0001.rdb"));
    assertThat(rights()).contains(entry("kms:Decrypt", List.of(KEY)));
  }

  @Test
  void aSnapshotToBeginWithMayBeReadAndNothingBesideIt() {
    up(
        RedisSentinelArgs.builder()
            .auth(AuthArgs.builder().mode(AuthMode.NONE).build())
            .machine(MachineArgs.builder().kmsKeyId(OTHER_KEY).build())
            .restoreFrom("s3://exports.example/2026/old=1@x-0001.rdb"));
    String object = "arn:aws:s3:::exports.example/2026/old=1@x-0001.rdb";
    assertThat(rights())
        .containsOnly(
            entry("s3:GetObject", List.of(object, object + ".json")),
            entry("kms:Decrypt", List.of(OTHER_KEY)),
            entry("ssm:GetParameter", rights().get("ssm:GetParameter")));
    assertThat(aws.userData("redis-c"))
        .contains("RESTORE_FROM='s3://exports.example/2026/old=1@x-0001.rdb'");
  }

  @Test
  void aBucketThatTurnsOutToBeNoneIsRefusedOnceAndInWords() {
    var backups = BackupArgs.builder().bucket(Output.of("arn:aws:s3:::backups")).build();
    TestResult result = run(RedisSentinelArgs.builder().backups(backups));
    assertThat(result.errors())
        .singleElement()
        .asString()
        .startsWith("RedisSentinel 'redis' cannot be built:")
        .contains("backups.bucket: must be a bucket's name")
        .doesNotContain("\tat ");
    assertThat(aws.names()).noneMatch(name -> name.startsWith(INSTANCE));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "backups/x.rdb",
        "s3://",
        "s3://backups",
        "s3://backups/",
        "s3://backups/x.aof",
        "s3://backups/.rdb*",
        "s3://Backups/x.rdb",
        "s3://backups/a b.rdb",
        "s3://backups/*.rdb",
        "s3://backups/it's.rdb",
        "s3://backups/${x}.rdb",
        "s3://backups/x.rdb\n",
        "https://backups.s3.amazonaws.com/x.rdb"
      })
  void whatIsNoSnapshotIsRefused(String url) {
    assertThat(Refusals.of(args -> args.restoreFrom(url)))
        .singleElement()
        .asString()
        .startsWith("restoreFrom: must be s3://BUCKET/KEY.rdb, with a key of letters, digits and")
        .endsWith("take the key of a backup, or of an export of ElastiCache");
  }

  private static BackupArgs.Builder hourly() {
    return BackupArgs.builder().prefix("prod/").every("1h");
  }

  private static RedisSentinelArgs.Builder args(BackupArgs.Builder backups) {
    return RedisSentinelArgs.builder().backups(backups.bucket(Output.of(BUCKET)).build());
  }

  /** What the nodes' role may do: resources by action, both sorted. */
  private Map<String, List<String>> rights() {
    Map<String, List<String>> rights = new TreeMap<>();
    Object policy = aws.inputs("aws:iam/rolePolicy:RolePolicy", "redis-node").get("policy");
    for (JsonNode statement : json(policy).path("Statement")) {
      List<String> resources = new ArrayList<>();
      JsonNode named = statement.path("Resource");
      (named.isArray() ? named : List.of(named)).forEach(each -> resources.add(each.asText()));
      rights.put(statement.path("Action").asText(), resources.stream().sorted().toList());
    }
    return rights;
  }

  private static JsonNode json(Object text) {
    try {
      return new JsonMapper().readTree((String) text);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private TestResult up(RedisSentinelArgs.Builder args) {
    TestResult result = run(args);
    result.throwOnError();
    return result;
  }

  private TestResult run(RedisSentinelArgs.Builder args) {
    return aws.run(ctx -> new RedisSentinel("redis", args.build()).outputs().forEach(ctx::export));
  }
}
