package io.redissentinel.lab.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.redissentinel.lab.services.ApiClients;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.elasticache.ElastiCacheClient;
import software.amazon.awssdk.services.elasticache.model.ElastiCacheException;
import software.amazon.awssdk.services.elasticache.model.InvalidSnapshotStateException;
import software.amazon.awssdk.services.elasticache.model.Snapshot;
import software.amazon.awssdk.services.elasticache.model.SnapshotAlreadyExistsException;
import software.amazon.awssdk.services.elasticache.model.SnapshotNotFoundException;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AccessKey;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** ElastiCache's snapshots and their export as the lab plays them, asked by AWS's SDK. */
@Tag("engine")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ElastiCacheTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String REGION = "lab-local-1";
  private static final byte[] FIRST =
      "REDIS0011\u00fa\tredis-ver\u00057.2.4\u00ff12345678".getBytes(StandardCharsets.ISO_8859_1);
  private static final byte[] SECOND =
      "REDIS0011\u00ff87654321".getBytes(StandardCharsets.ISO_8859_1);
  private static final String EXPORT =
      """
      {"Effect": "Allow", "Principal": {"Service": "lab-local-1.elasticache-snapshot.amazonaws.com"},
       "Action": ["s3:PutObject", "s3:GetObject", "s3:ListBucket", "s3:GetBucketAcl",
        "s3:ListMultipartUploadParts", "s3:ListBucketMultipartUploads"],
       "Resource": ["arn:aws:s3:::%1$s", "arn:aws:s3:::%1$s/*"]}\
      """;

  @TempDir private static Path folder;
  private Process moto;
  private URI endpoint;
  private ElastiCacheClient elastiCache;
  private S3Client s3;
  private IamClient iam;

  @BeforeAll
  void start() throws IOException {
    Path first = Files.write(folder.resolve("first.rdb"), FIRST);
    Path second = Files.write(folder.resolve("second.rdb"), SECOND);
    new ReplicationGroups(folder).put("shop", 2, List.of(first, second));
    run();
    ApiClients clients =
        new ApiClients(endpoint, MotoClients.keys(folder.resolve("apis")), "administrator");
    elastiCache = clients.of(ElastiCacheClient.builder());
    s3 = clients.of(S3Client.builder());
    iam = clients.of(IamClient.builder());
    bucket("target", EXPORT);
    elastiCache.createSnapshot(s -> s.snapshotName("ready").replicationGroupId("shop"));
    await("ready", "available");
  }

  private void run() throws IOException {
    try (ServerSocket free = new ServerSocket(0)) {
      endpoint = URI.create("http://127.0.0.1:" + free.getLocalPort());
    }
    Path log = folder.resolve("moto.log");
    moto =
        new ProcessBuilder(
                Moto.command(
                    MotoTest.environment(),
                    Moto.install(folder),
                    folder.resolve("apis"),
                    endpoint.getHost(),
                    endpoint.getPort()))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    assertThat(
            Await.until(
                Duration.ofSeconds(30), () -> Files.exists(folder.resolve("apis/socket")) && up()))
        .as(() -> Tail.of(log, 20))
        .isTrue();
  }

  private boolean up() {
    try (var socket = new java.net.Socket(endpoint.getHost(), endpoint.getPort())) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  @AfterAll
  void stop() {
    moto.destroyForcibly();
  }

  private void bucket(String name, String... statements) {
    s3.createBucket(
        b -> b.bucket(name).createBucketConfiguration(c -> c.locationConstraint(REGION)));
    if (statements.length > 0) {
      String policy =
          "{\"Version\": \"2012-10-17\", \"Statement\": [%s]}"
              .formatted(String.join(",", statements).formatted(name));
      s3.putBucketPolicy(p -> p.bucket(name).policy(policy));
    }
  }

  private Snapshot snapshot(String name) {
    return elastiCache.describeSnapshots(s -> s.snapshotName(name)).snapshots().get(0);
  }

  private void await(String name, String status) {
    assertThat(Await.until(SOON, () -> snapshot(name).snapshotStatus().equals(status)))
        .as(() -> snapshot(name).toString())
        .isTrue();
  }

  private void copy(String source, String target, String bucket) {
    elastiCache.copySnapshot(
        c -> c.sourceSnapshotName(source).targetSnapshotName(target).targetBucket(bucket));
  }

  private static <E extends ElastiCacheException> E refused(Class<E> type, Runnable call) {
    E error = catchThrowableOfType(type, call::run);
    assertThat(error).isNotNull();
    return error;
  }

  private List<String> keys(String bucket) {
    return s3.listObjectsV2(l -> l.bucket(bucket)).contents().stream().map(S3Object::key).toList();
  }

  @Test
  void aSnapshotTakesItsTimeAndIsExportedAShardAFileByteForByte() {
    Snapshot made =
        elastiCache
            .createSnapshot(s -> s.snapshotName("Mine").replicationGroupId("shop"))
            .snapshot();
    assertThat(made.snapshotName()).isEqualTo("mine");
    assertThat(made.snapshotStatus()).isEqualTo("creating");
    assertThat(made.numNodeGroups()).isEqualTo(2);
    assertThat(made.engineVersion()).isEqualTo("7.2.4");
    assertThat(made.nodeSnapshots())
        .extracting(n -> n.nodeGroupId())
        .containsExactly("0001", "0002");
    InvalidSnapshotStateException early =
        refused(InvalidSnapshotStateException.class, () -> copy("mine", "early", "target"));
    assertThat(early.awsErrorDetails().errorCode()).isEqualTo("InvalidSnapshotState");
    await("mine", "available");
    copy("mine", "Export", "target");
    assertThat(snapshot("mine").snapshotStatus()).isEqualTo("exporting");
    assertThat(keys("target")).noneMatch(key -> key.startsWith("export-"));
    await("mine", "available");
    assertThat(keys("target")).contains("export-0001.rdb", "export-0002.rdb");
    assertThat(content("export-0001.rdb")).isEqualTo(FIRST);
    assertThat(content("export-0002.rdb")).isEqualTo(SECOND);
    assertThat(
            refused(ElastiCacheException.class, () -> copy("mine", "export", "target"))
                .awsErrorDetails()
                .errorMessage())
        .isEqualTo("The S3 bucket target already contains an object with key export-0001.rdb.");
    elastiCache.deleteSnapshot(s -> s.snapshotName("mine"));
    refused(SnapshotNotFoundException.class, () -> copy("mine", "again", "target"));
  }

  private byte[] content(String key) {
    return s3.getObjectAsBytes(g -> g.bucket("target").key(key)).asByteArray();
  }

  @Test
  void aCopyIsASnapshotOfAnotherName() {
    copy("ready", "twin", null);
    assertThat(snapshot("twin").snapshotStatus()).isEqualTo("copying");
    await("twin", "available");
    refused(SnapshotAlreadyExistsException.class, () -> copy("ready", "twin", null));
    refused(SnapshotNotFoundException.class, () -> copy("nothing", "x", null));
  }

  @ParameterizedTest
  @CsvSource({
    "none, READ permissions, ",
    "no-put, WRITE permissions, s3:PutObject",
    "no-acl, READ_ACP permissions, s3:GetBucketAcl",
    "foreign, READ permissions, other-1.elasticache",
    "denied, WRITE permissions, DENY",
    "conditional, READ permissions, CONDITION",
  })
  void theBucketsPolicyIsLookedAt(String name, String missing, String how) {
    if (how == null) {
      bucket(name);
    } else if (how.startsWith("s3:")) {
      bucket(name, EXPORT.replace("\"" + how + "\"", "\"s3:GetObject\""));
    } else if (how.equals("DENY")) {
      bucket(
          name,
          EXPORT,
          """
          {"Effect": "Deny", "Principal": "*", "Action": "s3:Put*", "Resource": "arn:aws:s3:::%1$s/*"}\
          """);
    } else if (how.equals("CONDITION")) {
      bucket(
          name,
          EXPORT.substring(0, EXPORT.lastIndexOf('}'))
              + ", \"Condition\": {\"StringEquals\": {\"aws:SourceAccount\": \"999999999999\"}}}");
    } else {
      bucket(name, EXPORT.replace("lab-local-1.elasticache", how));
    }
    ElastiCacheException error =
        refused(ElastiCacheException.class, () -> copy("ready", "t", name));
    assertThat(error.awsErrorDetails().errorCode()).isEqualTo("InvalidParameterValue");
    assertThat(error.awsErrorDetails().errorMessage())
        .startsWith("ElastiCache has not been granted " + missing);
  }

  @Test
  void aConditionThatHoldsAllows() {
    bucket(
        "own-account",
        EXPORT.substring(0, EXPORT.lastIndexOf('}'))
            + ", \"Condition\": {\"StringEquals\": {\"aws:SourceAccount\": \"000000000000\"}}}");
    copy("ready", "conditional", "own-account");
    await("ready", "available");
    assertThat(keys("own-account")).hasSize(2);
  }

  @Test
  void aBucketThatIsNotThereIsNamed() {
    assertThat(
            refused(ElastiCacheException.class, () -> copy("ready", "t", "nowhere"))
                .awsErrorDetails()
                .errorMessage())
        .isEqualTo("The S3 bucket nowhere does not exist.");
  }

  @Test
  void theCallersOwnRightsAreLookedAt() {
    try (ElastiCacheClient poor = user("poor", "elasticache:Describe*");
        ElastiCacheClient half = user("half", "elasticache:*")) {
      AwsServiceException denied =
          refused(
              ElastiCacheException.class,
              () -> poor.copySnapshot(c -> c.sourceSnapshotName("ready").targetSnapshotName("t")));
      assertThat(denied.awsErrorDetails().errorCode()).isEqualTo("AccessDenied");
      assertThat(denied.awsErrorDetails().errorMessage()).contains("elasticache:CopySnapshot");
      assertThat(
              refused(
                      ElastiCacheException.class,
                      () ->
                          half.copySnapshot(
                              c ->
                                  c.sourceSnapshotName("ready")
                                      .targetSnapshotName("t")
                                      .targetBucket("target")))
                  .awsErrorDetails()
                  .errorMessage())
          .contains("unable to validate the authenticated user has access");
    }
  }

  private ElastiCacheClient user(String name, String action) {
    iam.createUser(u -> u.userName(name));
    iam.putUserPolicy(
        p ->
            p.userName(name)
                .policyName("own")
                .policyDocument(
                    """
                    {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "%s", "Resource": "*"}]}
                    """
                        .formatted(action)));
    AccessKey key = iam.createAccessKey(k -> k.userName(name)).accessKey();
    return ElastiCacheClient.builder()
        .region(Region.of(REGION))
        .endpointOverride(endpoint)
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(key.accessKeyId(), key.secretAccessKey())))
        .build();
  }
}
