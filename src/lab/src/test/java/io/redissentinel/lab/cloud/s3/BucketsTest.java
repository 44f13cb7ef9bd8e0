package io.redissentinel.lab.cloud.s3;

import static io.redissentinel.lab.cloud.CloudFixture.inputs;
import static io.redissentinel.lab.cloud.CloudFixture.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redissentinel.lab.cloud.Autoname;
import io.redissentinel.lab.cloud.CloudFixture;
import io.redissentinel.lab.cloud.Properties;
import io.redissentinel.lab.cloud.Resource;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

class BucketsTest {
  @TempDir Path folder;
  private CloudFixture aws;
  private S3Client s3;

  @BeforeEach
  void open() {
    aws = new CloudFixture(folder.resolve("aws"));
    s3 = aws.host.aws().buckets();
  }

  private void fill(Resource bucket) {
    for (int i = 0; i < 3; i++) {
      s3.putObject(to -> to.bucket(bucket.id()).key("dump.rdb"), RequestBody.fromString("x"));
    }
  }

  private static Properties complete(String name, Properties olds, Properties inputs) {
    String urn = "urn:pulumi:test::test::" + Buckets.TOKEN + "::" + name;
    return new Buckets().complete(new Autoname(urn, new byte[0]), olds, inputs);
  }

  @Test
  void haveAwssIds() {
    Resource bucket = aws.create(Buckets.TOKEN, "bucket", "redis", "tags", Map.of("Name", "r"));
    assertThat(bucket.id()).isEqualTo("redis");
    assertThat(bucket.outputs().text("arn")).contains("arn:aws:s3:::redis");
    assertThat(bucket.outputs().text("bucketRegionalDomainName"))
        .contains("redis.s3.lab-local-1.amazonaws.com");
    assertThat(aws.cloud.read(Buckets.TOKEN, "redis")).isPresent();
  }

  @Test
  void areNamedInLowerCaseAndNotTooLong() {
    Properties made = complete("Redis-Backups", Properties.empty(), Properties.empty());
    assertThat(made.requireText("bucket")).matches("redis-backups-[0-9a-f]{7}");
    assertThat(complete("Redis-Backups", made, Properties.empty())).isEqualTo(made);
    Properties longest = complete("x".repeat(80), Properties.empty(), Properties.empty());
    assertThat(longest.requireText("bucket")).matches("x{55}-[0-9a-f]{7}");
    assertThat(complete("n", Properties.empty(), inputs("bucketPrefix", "pre-")).text("bucket"))
        .hasValueSatisfying(name -> assertThat(name).matches("pre-[0-9a-f]{7}"));
  }

  @Test
  void refuseWhatAwsRefuses() {
    aws.create(Buckets.TOKEN, "bucket", "redis");
    refusal("BucketAlreadyOwnedByYou", () -> aws.create(Buckets.TOKEN, "bucket", "redis"));
    assertThat(aws.cloud.check(Buckets.TOKEN, inputs("bucket", "Redis")))
        .singleElement()
        .satisfies(problem -> assertThat(problem.reason()).contains("a-z", "'Redis'"));
  }

  @Test
  void stayUntilTheyAreEmpty() {
    Resource bucket = aws.create(Buckets.TOKEN, "bucket", "redis");
    fill(bucket);
    assertThatThrownBy(() -> aws.delete(bucket))
        .isInstanceOf(S3Exception.class)
        .hasMessageContaining("BucketNotEmpty");
    assertThat(aws.cloud.read(Buckets.TOKEN, "redis")).isPresent();
  }

  @Test
  void goWithAllVersionsWhereThatIsAskedFor() {
    Resource bucket = aws.create(Buckets.TOKEN, "bucket", "redis", "forceDestroy", true);
    fill(bucket);
    aws.delete(bucket);
    assertThat(aws.host.isEmpty()).isTrue();
  }

  @Test
  void thatSomebodyElseMadeAreNotEmptiedWhenTheNameIsTaken() {
    s3.createBucket(of -> of.bucket("theirs"));
    s3.putObject(to -> to.bucket("theirs").key("dump.rdb"), RequestBody.fromString("x"));
    assertThatThrownBy(() -> aws.create(Buckets.TOKEN, "bucket", "theirs", "forceDestroy", true))
        .hasMessageContaining("BucketAlreadyOwnedByYou");
    assertThat(s3.listObjectVersions(of -> of.bucket("theirs")).versions()).hasSize(1);
    assertThat(aws.cloud.listAll()).isEmpty();
  }

  @Test
  void areGoneWhereAwsHasLostThem() {
    aws.create(Buckets.TOKEN, "bucket", "redis");
    s3.deleteBucket(gone -> gone.bucket("redis"));
    assertThat(aws.cloud.read(Buckets.TOKEN, "redis")).isEmpty();
    assertThat(aws.cloud.listAll()).isEmpty();
  }
}
