package io.redissentinel.lab.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redissentinel.lab.cloud.CloudFixture;
import io.redissentinel.lab.cloud.FakeHost;
import io.redissentinel.lab.cloud.Resource;
import io.redissentinel.lab.cloud.s3.BucketEncryptions;
import io.redissentinel.lab.cloud.s3.BucketLifecycles;
import io.redissentinel.lab.cloud.s3.BucketOwnerships;
import io.redissentinel.lab.cloud.s3.BucketPolicies;
import io.redissentinel.lab.cloud.s3.BucketPublicAccessBlocks;
import io.redissentinel.lab.cloud.s3.BucketVersionings;
import io.redissentinel.lab.cloud.s3.Buckets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.LifecycleRule;

/** The resource types of S3 with the S3 that the lab serves: all that a bucket for backups has. */
@Tag("engine")
class MotoBucketSettingsTest {
  private static final String NAME = "redis-backups";
  private static final String POLICY =
      """
      {"Version": "2012-10-17", "Statement": [
       {"Sid": "OnlyByTls", "Effect": "Deny", "Principal": "*", "Action": "s3:*",
        "Resource": ["arn:aws:s3:::redis-backups", "arn:aws:s3:::redis-backups/*"],
        "Condition": {"Bool": {"aws:SecureTransport": "false"}}},
       {"Sid": "Export", "Effect": "Allow", "Action": ["s3:PutObject"],
        "Principal": {"Service": "lab-local-1.elasticache-snapshot.amazonaws.com"},
        "Resource": ["arn:aws:s3:::redis-backups/*"]}]}
      """;

  @TempDir Path folder;

  @Test
  void areSetReadAndTakenAway() throws Exception {
    try (MotoProcess moto = new MotoProcess(folder)) {
      CloudFixture aws =
          new CloudFixture(folder.resolve("aws"), new FakeHost(moto.administrator()));
      S3Client s3 = aws.host.aws().buckets();
      Resource bucket =
          aws.create(
              Buckets.TOKEN, "bucket", NAME, "forceDestroy", true, "tags", Map.of("Name", NAME));
      List<Resource> settings = settings(aws);
      for (Resource setting : settings) {
        assertThat(aws.cloud.read(setting.type(), setting.id())).isPresent();
        aws.update(setting, setting.inputs());
      }

      assertThat(s3.getBucketTagging(of -> of.bucket(NAME)).tagSet()).hasSize(1);
      assertThat(s3.getBucketPolicy(of -> of.bucket(NAME)).policy()).isEqualTo(POLICY);
      LifecycleRule marks =
          s3.getBucketLifecycleConfiguration(of -> of.bucket(NAME)).rules().get(1);
      assertThat(marks.expiration().expiredObjectDeleteMarker()).isTrue();
      for (String content : List.of("first", "second")) {
        s3.putObject(to -> to.bucket(NAME).key("a.rdb"), RequestBody.fromString(content));
      }
      s3.deleteObject(of -> of.bucket(NAME).key("a.rdb"));
      assertThat(s3.listObjectVersions(of -> of.bucket(NAME)).versions()).hasSize(2);

      Resource kept = aws.update(bucket, bucket.inputs().with("forceDestroy", false));
      assertThatThrownBy(() -> aws.delete(kept)).hasMessageContaining("not empty");
      aws.update(kept, bucket.inputs());
      settings.forEach(aws::delete);
      assertThatThrownBy(() -> s3.getBucketPolicy(of -> of.bucket(NAME)))
          .hasMessageContaining("policy does not exist");
      aws.delete(aws.cloud.read(Buckets.TOKEN, NAME).orElseThrow());
      assertThat(s3.listBuckets().buckets()).isEmpty();
      assertThat(aws.cloud.listAll()).isEmpty();
      assertThat(folder.resolve("apis/s3/objects")).isEmptyDirectory();
    }
  }

  private static List<Resource> settings(CloudFixture aws) {
    List<Resource> made = new ArrayList<>();
    made.add(
        aws.create(
            new BucketPublicAccessBlocks().token(), "bucket", NAME, "blockPublicPolicy", true));
    made.add(
        aws.create(
            new BucketOwnerships().token(),
            "bucket",
            NAME,
            "rule",
            Map.of("objectOwnership", "BucketOwnerEnforced")));
    made.add(
        aws.create(
            new BucketEncryptions().token(),
            "bucket",
            NAME,
            "rules",
            List.of(
                Map.of("applyServerSideEncryptionByDefault", Map.of("sseAlgorithm", "AES256")))));
    made.add(
        aws.create(
            new BucketVersionings().token(),
            "bucket",
            NAME,
            "versioningConfiguration",
            Map.of("status", "Enabled")));
    made.add(
        aws.create(
            new BucketLifecycles().token(),
            "bucket",
            NAME,
            "rules",
            List.of(
                Map.of(
                    "id",
                    "expire",
                    "status",
                    "Enabled",
                    "filter",
                    Map.of(),
                    "expiration",
                    Map.of("days", 30),
                    "noncurrentVersionExpiration",
                    Map.of("noncurrentDays", 7),
                    "abortIncompleteMultipartUpload",
                    Map.of("daysAfterInitiation", 1)),
                Map.of(
                    "id",
                    "delete-markers",
                    "status",
                    "Enabled",
                    "filter",
                    Map.of(),
                    "expiration",
                    Map.of("expiredObjectDeleteMarker", true)))));
    made.add(aws.create(new BucketPolicies().token(), "bucket", NAME, "policy", POLICY));
    return made;
  }
}
