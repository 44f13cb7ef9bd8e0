package io.redissentinel.lab.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.redissentinel.lab.cloud.AwsApis;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** S3 as the lab serves it to a node with the rights that the component gives it. */
@Tag("engine")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MotoBucketsTest {
  private static final String BUCKET = "backups";
  private static final String KEY = "redis/2024/05/06/dump one+ü.rdb";

  /** Where the tests run: in src/lab. */
  private static final Path NODE_FILES =
      Path.of("../../components/redis-sentinel/src/main/resources/io/redissentinel/bootstrap/node");

  private static final int PART = 5 * 1024 * 1024;

  @TempDir private static Path folder;
  private MotoProcess moto;
  private S3Client admin;
  private S3Client node;

  @BeforeAll
  void start() throws IOException {
    moto = new MotoProcess(folder);
    AwsApis apis = moto.administrator();
    admin = apis.buckets();
    for (String bucket : List.of(BUCKET, "other")) {
      admin.createBucket(
          of ->
              of.bucket(bucket)
                  .createBucketConfiguration(where -> where.locationConstraint("lab-local-1")));
    }
    MotoProcess.makeRole(apis, "node", "ec2.amazonaws.com");
    for (String right : List.of("PutObject", "GetObject", "AbortMultipartUpload")) {
      MotoProcess.allow(apis, "node", "s3:" + right, "arn:aws:s3:::" + BUCKET + "/redis/*");
    }
    MotoProcess.allow(apis, "node", "s3:ListBucket", "arn:aws:s3:::" + BUCKET);
    MotoProcess.allow(apis, "node", "s3:GetObject", "arn:aws:s3:::other/restored.rdb");
    node = client(moto.assume("node"));
  }

  @AfterAll
  void stop() {
    moto.close();
  }

  private S3Client client(StaticCredentialsProvider credentials) {
    return moto.client(S3Client.builder().forcePathStyle(true), credentials);
  }

  private static void put(S3Client s3, String bucket, String key, String content) {
    s3.putObject(to -> to.bucket(bucket).key(key), RequestBody.fromString(content));
  }

  private static String get(S3Client s3, String bucket, String key) {
    return s3.getObjectAsBytes(of -> of.bucket(bucket).key(key)).asUtf8String();
  }

  private static void assertFails(String code, int status, Runnable call) {
    S3Exception error = catchThrowableOfType(S3Exception.class, call::run);
    assertThat(error).isNotNull();
    assertThat(error.awsErrorDetails().errorCode()).isEqualTo(code);
    assertThat(error.statusCode()).isEqualTo(status);
  }

  private List<Path> objects() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("apis/s3/objects"))) {
      return files.toList();
    }
  }

  @Test
  void aRoleMayDoWhatItsPolicyNames() {
    put(node, BUCKET, KEY, "content");
    assertThat(get(node, BUCKET, KEY)).isEqualTo("content");
    assertThat(
            node.getObjectAsBytes(of -> of.bucket(BUCKET).key(KEY).range("bytes=1-3"))
                .asUtf8String())
        .isEqualTo("ont");
    assertThat(node.listObjectsV2(of -> of.bucket(BUCKET).prefix("redis/2024")).contents())
        .extracting(found -> found.key())
        .contains(KEY);
  }

  @Test
  void aNodeSignsItsCallsAsS3Wants() throws Exception {
    AwsSessionCredentials keys = (AwsSessionCredentials) moto.assume("node").resolveCredentials();
    Path client = Path.of(getClass().getResource("put_and_get.py").toURI());
    ProcessBuilder builder =
        new ProcessBuilder(
            "python3", "-B", client.toString(), moto.endpoint() + "/" + BUCKET + "/redis/node.rdb");
    builder.environment().put("PYTHONPATH", NODE_FILES.toAbsolutePath().toString());
    Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (OutputStream stdin = process.getOutputStream()) {
      stdin.write(
          String.join("\n", keys.accessKeyId(), keys.secretAccessKey(), keys.sessionToken())
              .getBytes(StandardCharsets.US_ASCII));
    }
    assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .isEqualTo("content\n");
  }

  @Test
  void aRoleMayDoNothingElse() {
    put(node, BUCKET, "redis/kept.rdb", "content");
    put(admin, "other", "hidden.rdb", "content");
    assertFails("AccessDenied", 403, () -> put(node, BUCKET, "elsewhere", "x"));
    assertFails("AccessDenied", 403, () -> get(node, "other", "hidden.rdb"));
    assertFails("AccessDenied", 403, () -> node.listObjectsV2(of -> of.bucket("other")));
    assertFails(
        "AccessDenied",
        403,
        () -> node.deleteObject(of -> of.bucket(BUCKET).key("redis/kept.rdb")));
    ObjectIdentifier kept = ObjectIdentifier.builder().key("redis/kept.rdb").build();
    assertThat(
            node.deleteObjects(of -> of.bucket(BUCKET).delete(all -> all.objects(kept))).errors())
        .singleElement()
        .satisfies(error -> assertThat(error.code()).isEqualTo("AccessDenied"));
    assertFails(
        "AccessDenied",
        403,
        () ->
            node.copyObject(
                of ->
                    of.sourceBucket("other")
                        .sourceKey("hidden.rdb")
                        .destinationBucket(BUCKET)
                        .destinationKey("redis/copy.rdb")));
  }

  @Test
  void onlyWhoMayListIsToldThatAnObjectIsNotThere() {
    assertFails("NoSuchKey", 404, () -> get(node, BUCKET, "redis/none.rdb"));
    assertFails("AccessDenied", 403, () -> get(node, "other", "restored.rdb"));
    assertFails("NoSuchBucket", 404, () -> get(admin, "nonesuch", "x"));
  }

  @Test
  void aBucketsPolicyIsHeededWithItsConditions() {
    String statement =
        """
        {"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Principal": "*",
         "Action": "s3:*", "Resource": ["arn:aws:s3:::other", "arn:aws:s3:::other/*"],
         "Condition": {"%s": {"%s": "%s"}}}]}
        """;
    put(admin, "other", "restored.rdb", "content");
    policy(statement.formatted("Bool", "aws:SecureTransport", "false"));
    assertThat(get(node, "other", "restored.rdb")).isEqualTo("content");
    policy(statement.formatted("ArnLike", "aws:PrincipalArn", "arn:aws:iam::*:role/node"));
    assertFails("AccessDenied", 403, () -> get(node, "other", "restored.rdb"));
    assertFails("MalformedPolicy", 400, () -> policy("{}"));
    assertFails(
        "MalformedPolicy",
        400,
        () -> policy(statement.formatted("Bool", "x", "y").replace(":::other/*", ":::backups")));
    assertFails("NotImplemented", 501, () -> policy(statement.formatted("IpAddress", "x", "y")));
    admin.deleteBucketPolicy(of -> of.bucket("other"));
    admin.deleteObject(of -> of.bucket("other").key("restored.rdb"));
  }

  private void policy(String policy) {
    admin.putBucketPolicy(of -> of.bucket("other").policy(policy));
  }

  @Test
  void aWrongSignatureIsRefused() {
    AwsSessionCredentials real = (AwsSessionCredentials) moto.assume("node").resolveCredentials();
    try (S3Client forged =
        client(
            StaticCredentialsProvider.create(
                AwsSessionCredentials.create(
                    real.accessKeyId(), "guessed", real.sessionToken())))) {
      assertFails("SignatureDoesNotMatch", 403, () -> get(forged, BUCKET, KEY));
    }
  }

  @Test
  void aPresignedUrlIsForItsObjectAndItsTime() throws Exception {
    put(node, BUCKET, "redis/presigned.rdb", "content");
    URI url = presigned("redis/presigned.rdb", Duration.ofMinutes(1));
    assertThat(fetch(url).body()).isEqualTo("content");
    URI another = URI.create(url.toString().replace("presigned.rdb", "kept.rdb"));
    assertThat(fetch(another).body()).contains("<Code>SignatureDoesNotMatch</Code>");
    assertThat(fetch(presigned("elsewhere", Duration.ofMinutes(1))).statusCode()).isEqualTo(403);
    URI brief = presigned("redis/presigned.rdb", Duration.ofSeconds(1));
    assertThat(
            Await.until(Duration.ofSeconds(10), () -> fetch(brief).body().contains("has expired")))
        .isTrue();
    assertThat(folder.resolve("moto.log")).content().doesNotContain("X-Amz-Signature");
  }

  private URI presigned(String key, Duration life) {
    try (S3Presigner presigner =
        S3Presigner.builder()
            .region(Region.of("lab-local-1"))
            .endpointOverride(moto.endpoint())
            .credentialsProvider(moto.assume("node"))
            .serviceConfiguration(S3Configuration.builder().pathStyleAccessEnabled(true).build())
            .build()) {
      return URI.create(
          presigner
              .presignGetObject(
                  of -> of.signatureDuration(life).getObjectRequest(r -> r.bucket(BUCKET).key(key)))
              .url()
              .toString());
    }
  }

  private static HttpResponse<String> fetch(URI url) {
    try {
      return HttpClient.newHttpClient()
          .send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aMultipartUploadIsPutTogetherOrTakenBack() throws IOException {
    byte[] content = new byte[PART + 1000];
    new Random(1).nextBytes(content);
    String key = "redis/parts.rdb";
    String upload = node.createMultipartUpload(of -> of.bucket(BUCKET).key(key)).uploadId();
    List<CompletedPart> parts =
        List.of(
            part(key, upload, 1, Arrays.copyOf(content, PART)),
            part(key, upload, 2, Arrays.copyOfRange(content, PART, content.length)));
    node.completeMultipartUpload(
        of -> of.bucket(BUCKET).key(key).uploadId(upload).multipartUpload(m -> m.parts(parts)));
    assertThat(node.getObjectAsBytes(of -> of.bucket(BUCKET).key(key)).asByteArray())
        .isEqualTo(content);
    assertThat(
            node.getObjectAsBytes(
                    of ->
                        of.bucket(BUCKET)
                            .key(key)
                            .range("bytes=%d-%d".formatted(PART - 5, PART + 4)))
                .asByteArray())
        .isEqualTo(Arrays.copyOfRange(content, PART - 5, PART + 5));

    int before = objects().size();
    String other = node.createMultipartUpload(of -> of.bucket(BUCKET).key(key)).uploadId();
    part(key, other, 1, new byte[10]);
    assertThat(objects()).hasSize(before + 1);
    node.abortMultipartUpload(of -> of.bucket(BUCKET).key(key).uploadId(other));
    assertThat(objects()).hasSize(before);
    assertFails("NoSuchUpload", 404, () -> part(key, other, 1, new byte[10]));
  }

  private CompletedPart part(String key, String upload, int number, byte[] content) {
    String tag =
        node.uploadPart(
                of -> of.bucket(BUCKET).key(key).uploadId(upload).partNumber(number),
                RequestBody.fromBytes(content))
            .eTag();
    return CompletedPart.builder().partNumber(number).eTag(tag).build();
  }

  @Test
  void bucketsAndObjectsOutliveIt() throws Exception {
    put(node, BUCKET, "redis/lasting.rdb", "content");
    admin.putBucketVersioning(
        of -> of.bucket(BUCKET).versioningConfiguration(how -> how.status("Enabled")));
    String upload = node.createMultipartUpload(of -> of.bucket(BUCKET).key(KEY)).uploadId();
    CompletedPart part = part(KEY, upload, 1, new byte[10]);
    moto.kill();
    Files.writeString(folder.resolve("apis/s3/incoming/half"), "of an upload");
    moto.start();
    assertThat(get(node, BUCKET, "redis/lasting.rdb")).isEqualTo("content");
    assertThat(admin.getBucketVersioning(of -> of.bucket(BUCKET)).statusAsString())
        .isEqualTo("Enabled");
    node.completeMultipartUpload(
        of -> of.bucket(BUCKET).key(KEY).uploadId(upload).multipartUpload(m -> m.parts(part)));
    assertThat(folder.resolve("apis/s3/incoming")).isEmptyDirectory();
    assertThat(objects())
        .isNotEmpty()
        .allSatisfy(
            file ->
                assertThat(Files.getPosixFilePermissions(file))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------")));
  }
}
