package io.redissentinel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.pulumi.test.PulumiTest;
import com.pulumi.test.TestResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The bucket against a pretended engine. */
class SnapshotBucketTest {
  private static final String NAME = "redis-backups";
  private static final String BUCKET = "redis-backups-1234";
  private static final String KEY = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd";
  private static final String LIFE_CYCLE =
      "aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2";
  private static final String ENCRYPTION =
      "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2";

  private final Mocked aws = new Mocked();

  @AfterEach
  void cleanUp() {
    PulumiTest.cleanup();
  }

  @Test
  void namesAreAContract() {
    up(SnapshotBucketArgs.builder());
    assertThat(aws.names())
        .containsExactly(
            "aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2 redis-backups",
            "aws:s3/bucketOwnershipControls:BucketOwnershipControls redis-backups",
            "aws:s3/bucketPolicy:BucketPolicy redis-backups",
            "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock redis-backups",
            ENCRYPTION + " redis-backups",
            "aws:s3/bucketV2:BucketV2 redis-backups",
            "aws:s3/bucketVersioningV2:BucketVersioningV2 redis-backups",
            "redis-sentinel:index:SnapshotBucket redis-backups");
  }

  @Test
  void outputs() {
    TestResult result = up(SnapshotBucketArgs.builder());
    assertThat(PulumiTest.extractValue(result.outputs().get("name"))).isEqualTo(BUCKET);
    assertThat(PulumiTest.extractValue(result.outputs().get("arn")))
        .isEqualTo("arn:aws:s3:::" + BUCKET);
  }

  @Test
  void whatProtectsDataKeepsABucketThatHasSome() {
    up(SnapshotBucketArgs.builder());
    assertThat(bucket())
        .containsOnly(entry("forceDestroy", false), entry("tags", Map.of("Name", NAME)));
  }

  @Test
  void withoutProtectionItGoesWithAllThatIsInIt() {
    up(SnapshotBucketArgs.builder().protectData(false).bucketName("my-backups"));
    assertThat(bucket()).contains(entry("forceDestroy", true), entry("bucket", "my-backups"));
  }

  @Test
  void nobodyReachesItInPublicAndTheAccountOwnsWhatIsInIt() {
    up(SnapshotBucketArgs.builder());
    assertThat(part("bucketPublicAccessBlock"))
        .containsOnly(
            entry("bucket", BUCKET),
            entry("blockPublicAcls", true),
            entry("blockPublicPolicy", true),
            entry("ignorePublicAcls", true),
            entry("restrictPublicBuckets", true));
    assertThat(part("bucketOwnershipControls"))
        .containsOnly(
            entry("bucket", BUCKET),
            entry("rule", Map.of("objectOwnership", "BucketOwnerEnforced")));
  }

  @Test
  void itIsEncryptedByS3OrByAKey() {
    up(SnapshotBucketArgs.builder());
    assertThat(aws.inputs(ENCRYPTION, NAME).get("rules"))
        .isEqualTo(
            List.of(
                Map.of("applyServerSideEncryptionByDefault", Map.of("sseAlgorithm", "AES256"))));
  }

  @Test
  void aGivenKeyEncryptsIt() {
    up(SnapshotBucketArgs.builder().kmsKeyId(KEY));
    assertThat(aws.inputs(ENCRYPTION, NAME).get("rules"))
        .isEqualTo(
            List.of(
                Map.of(
                    "applyServerSideEncryptionByDefault",
                    Map.of("sseAlgorithm", "aws:kms", "kmsMasterKeyId", KEY),
                    "bucketKeyEnabled",
                    true)));
  }

  @Test
  void everythingInItComesToAnEnd() {
    up(SnapshotBucketArgs.builder().retentionDays(90));
    assertThat(part("bucketVersioningV2").get("versioningConfiguration"))
        .isEqualTo(Map.of("status", "Enabled"));
    assertThat(aws.inputs(LIFE_CYCLE, NAME).get("rules"))
        .isEqualTo(
            List.of(
                Map.of(
                    "id",
                    "expire",
                    "status",
                    "Enabled",
                    "filter",
                    Map.of(),
                    "expiration",
                    Map.of("days", 90.0),
                    "noncurrentVersionExpiration",
                    Map.of("noncurrentDays", 7.0),
                    "abortIncompleteMultipartUpload",
                    Map.of("daysAfterInitiation", 1.0)),
                Map.of(
                    "id",
                    "delete-markers",
                    "status",
                    "Enabled",
                    "filter",
                    Map.of(),
                    "expiration",
                    Map.of("expiredObjectDeleteMarker", true))));
  }

  @ParameterizedTest
  @EnumSource(ElastiCacheExport.class)
  void plainTextIsDeniedToEverybody(ElastiCacheExport export) {
    up(SnapshotBucketArgs.builder().elastiCacheExport(export));
    JsonNode statement = policy().path("Statement").get(0);
    assertThat(statement.toString())
        .isEqualTo(
            """
            {"Sid":"OnlyByTls","Effect":"Deny","Resource":["arn:aws:s3:::redis-backups-1234",\
            "arn:aws:s3:::redis-backups-1234/*"],"Principal":"*","Action":"s3:*",\
            "Condition":{"Bool":{"aws:SecureTransport":"false"}}}\
            """);
  }

  @ParameterizedTest
  @ValueSource(strings = {"eu-west-1", "me-central-1", "cn-north-1", "lab-local-1"})
  void elastiCacheOfTheRegionMayExportByThePolicy(String region) {
    aws.in(region);
    up(SnapshotBucketArgs.builder());
    JsonNode statement = policy().path("Statement").get(1);
    assertThat(statement.path("Effect").asText()).isEqualTo("Allow");
    assertThat(statement.path("Principal").path("Service").asText())
        .isEqualTo(region + ".elasticache-snapshot.amazonaws.com");
    assertThat(statement.path("Action"))
        .extracting(JsonNode::asText)
        .containsExactly(
            "s3:PutObject",
            "s3:GetObject",
            "s3:ListBucket",
            "s3:GetBucketAcl",
            "s3:ListMultipartUploadParts",
            "s3:ListBucketMultipartUploads");
    assertThat(statement.path("Resource"))
        .extracting(JsonNode::asText)
        .containsExactly("arn:aws:s3:::" + BUCKET, "arn:aws:s3:::%s/*".formatted(BUCKET));
  }

  @Test
  void elastiCacheMayBeLeftOut() {
    up(SnapshotBucketArgs.builder().elastiCacheExport(ElastiCacheExport.NONE));
    assertThat(policy().path("Statement")).hasSize(1);
    assertThat(aws.names()).noneMatch(name -> name.contains("bucketAcl"));
  }

  @ParameterizedTest
  @CsvSource({
    "eu-west-1,      540804c33a284a299d2547575ce1010f2312ef3da9b3a053c8bc45bf233e4353",
    "us-east-1,      540804c33a284a299d2547575ce1010f2312ef3da9b3a053c8bc45bf233e4353",
    "ap-northeast-3, 540804c33a284a299d2547575ce1010f2312ef3da9b3a053c8bc45bf233e4353",
    "us-gov-west-1,  40fa568277ad703bd160f66ae4f83fc9dfdfd06c2f1b5060ca22442ac3ef8be6",
    "us-gov-east-1,  c54286759d2a83da9c480405349819c993557275cf37d820d514b42da6893f5c",
    "cn-north-1,     b14d6a125bdf69854ed8ef2e71d8a20b7c490f252229b806e514966e490b8d83",
    "cn-northwest-1, b14d6a125bdf69854ed8ef2e71d8a20b7c490f252229b806e514966e490b8d83"
  })
  void byAnAccessControlListTheAccountOfTheRegionMayExport(String region, String account) {
    aws.in(region);
    up(SnapshotBucketArgs.builder().elastiCacheExport(ElastiCacheExport.ACL));
    assertThat(part("bucketOwnershipControls").get("rule"))
        .isEqualTo(Map.of("objectOwnership", "BucketOwnerPreferred"));
    assertThat(policy().path("Statement")).hasSize(1);
    List<Object> grants = new ArrayList<>();
    grants.add(grant(Mocked.OWNER, "FULL_CONTROL"));
    List.of("READ", "WRITE", "READ_ACP").forEach(each -> grants.add(grant(account, each)));
    assertThat(part("bucketAclV2"))
        .containsOnly(
            entry("bucket", BUCKET),
            entry(
                "accessControlPolicy",
                Map.of("owner", Map.of("id", Mocked.OWNER), "grants", grants)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"lab-local-1", "me-central-1", "ap-east-1", "eu-south-1"})
  void whereNoAccountIsKnownNothingIsMade(String region) {
    aws.in(region);
    TestResult result = run(SnapshotBucketArgs.builder().elastiCacheExport(ElastiCacheExport.ACL));
    assertThat(result.errors()).hasSize(1);
    assertThat(result.errors().get(0))
        .isEqualTo(
            """
            SnapshotBucket 'redis-backups' cannot be built:
              elastiCacheExport: must be policy or none in %s, got acl; take policy; AWS names an \
            account of ElastiCache only for regions that nobody has to opt in to\
            """
                .formatted(region));
    assertThat(aws.names()).noneMatch(name -> name.startsWith("aws:"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Redis", "redis_backups", "-redis", "", "redis.backups"})
  void aNameThatCannotBeginABucketsIsRefused(String name) {
    TestResult result = aws.run(ctx -> new SnapshotBucket(name));
    assertThat(result.errors()).hasSize(1);
    assertThat(result.errors().get(0))
        .contains("name: must be at most 55 lower-case letters, digits and '-'")
        .contains("rename it, or give bucketName")
        .doesNotContain("\tat ");
  }

  @Test
  void withABucketNameAnyNameWillDo() {
    var args = SnapshotBucketArgs.builder().bucketName("my-backups").build();
    aws.run(ctx -> new SnapshotBucket("Backups", args)).throwOnError();
    assertThat(aws.names()).contains("aws:s3/bucketV2:BucketV2 Backups");
  }

  private static Map<String, Object> grant(String id, String permission) {
    return Map.of("grantee", Map.of("type", "CanonicalUser", "id", id), "permission", permission);
  }

  private Map<String, Object> bucket() {
    return part("bucketV2");
  }

  private Map<String, Object> part(String type) {
    String className = Character.toUpperCase(type.charAt(0)) + type.substring(1);
    return aws.inputs("aws:s3/%s:%s".formatted(type, className), NAME);
  }

  private JsonNode policy() {
    try {
      return new JsonMapper().readTree((String) part("bucketPolicy").get("policy"));
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private TestResult up(SnapshotBucketArgs.Builder args) {
    TestResult result = run(args);
    result.throwOnError();
    return result;
  }

  private TestResult run(SnapshotBucketArgs.Builder args) {
    return aws.run(
        ctx -> {
          var bucket = new SnapshotBucket(NAME, args.build());
          ctx.export("name", bucket.bucketName());
          ctx.export("arn", bucket.bucketArn());
        });
  }
}
