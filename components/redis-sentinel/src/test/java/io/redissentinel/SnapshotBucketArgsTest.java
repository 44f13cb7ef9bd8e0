package io.redissentinel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pulumi.core.Output;
import io.redissentinel.topology.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SnapshotBucketArgsTest {
  private static final String KEY = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd";

  @Test
  void defaults() {
    SnapshotBucketArgs args = SnapshotBucketArgs.builder().build();
    assertThat(args.bucketName()).isEmpty();
    assertThat(args.retentionDays()).isEqualTo(30);
    assertThat(args.kmsKeyId()).isEmpty();
    assertThat(args.protectData()).isTrue();
    assertThat(args.elastiCacheExport()).isEqualTo(ElastiCacheExport.POLICY);
  }

  @Test
  void mapping() {
    SnapshotBucketArgs args =
        SnapshotBucketArgs.builder()
            .bucketName("redis-backups")
            .retentionDays(90)
            .kmsKeyId(Output.of(KEY))
            .protectData(false)
            .elastiCacheExport(ElastiCacheExport.NONE)
            .build();
    assertThat(args.bucketName()).contains("redis-backups");
    assertThat(args.retentionDays()).isEqualTo(90);
    assertThat(args.kmsKeyId()).isPresent();
    assertThat(args.protectData()).isFalse();
    assertThat(args.elastiCacheExport()).isEqualTo(ElastiCacheExport.NONE);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 3651})
  void daysOutOfRangeAreRefused(int days) {
    assertThat(problems(SnapshotBucketArgs.builder().retentionDays(days)))
        .containsExactly(
            "retentionDays: must be between 1 and 3650, got %d; it counts for every object in the"
                    .formatted(days)
                + " bucket");
  }

  @Test
  void allProblemsAreInOneException() {
    var args =
        SnapshotBucketArgs.builder().bucketName("Redis").retentionDays(0).kmsKeyId("alias/redis");
    assertThat(problems(args))
        .extracting(line -> line.split(":")[0])
        .containsExactly("bucketName", "retentionDays", "kmsKeyId");
    assertThatThrownBy(args::build)
        .isInstanceOf(InvalidArgumentsException.class)
        .hasMessageStartingWith("SnapshotBucket cannot be built:\n  bucketName: must be a bucket's")
        .hasMessageContaining("kmsKeyId: must be the ARN of a key");
  }

  private static List<String> problems(SnapshotBucketArgs.Builder args) {
    return args.problems().stream().map(Problem::toString).toList();
  }
}
