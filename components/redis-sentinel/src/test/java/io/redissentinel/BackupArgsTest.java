package io.redissentinel;

import static org.assertj.core.api.Assertions.assertThat;

import com.pulumi.core.Output;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackupArgsTest {
  private static final String KEY = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd";

  @Test
  void defaults() {
    BackupArgs backups = BackupArgs.builder().bucket("redis-backups").build();
    assertThat(backups.every()).isEqualTo("6h");
    assertThat(backups.prefix()).isEmpty();
    assertThat(backups.kmsKeyArn()).isEmpty();
    assertThat(Refusals.ofBackups(args -> args)).isEmpty();
  }

  @Test
  void mapping() {
    BackupArgs backups =
        BackupArgs.builder()
            .bucket(Output.of("redis-backups"))
            .every("15m")
            .prefix("prod/eu/")
            .kmsKeyArn(Output.of(KEY))
            .build();
    assertThat(backups.every()).isEqualTo("15m");
    assertThat(backups.prefix()).isEqualTo("prod/eu/");
    assertThat(backups.kmsKeyArn()).isPresent();
  }

  @Test
  void aBucketIsRequired() {
    assertThat(Refusals.of(args -> args.backups(BackupArgs.builder().build())))
        .containsExactly(
            "backups.bucket: must be given; a SnapshotBucket makes one, and has its name as"
                + " output");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ab",
        "Redis",
        "redis_backups",
        "-redis",
        "redis-",
        "a..b",
        "10.0.0.1",
        "s3://redis",
        "redis/backups",
        "redis*",
        "arn:aws:s3:::redis"
      })
  void whatIsNoBucketsNameIsRefused(String name) {
    assertThat(Refusals.ofBackups(args -> args.bucket(name)))
        .singleElement()
        .asString()
        .startsWith("backups.bucket: must be a bucket's name, 3 to 63 lower-case letters")
        .endsWith("give the name alone, without s3:// and without a folder");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1m", "5m", "15m", "60m", "1h", "6h", "24h"})
  void everyDividesAnHourOrADay(String every) {
    assertThat(Refusals.ofBackups(args -> args.every(every))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "0m", "7m", "90m", "5h", "48h", "1d", "30s", "06h", "6 h", "6H", "6h\n"})
  void whatDividesNeitherIsRefused(String every) {
    assertThat(Refusals.ofBackups(args -> args.every(every)))
        .singleElement()
        .asString()
        .startsWith("backups.every: must be minutes that divide an hour or hours that divide a day")
        .endsWith("for example 15m, 1h or 6h");
  }

  @ParameterizedTest
  @ValueSource(strings = {"prod", "/prod/", "/", "a b/", "a*/", "${aws:username}/", "ä/", "a/\n"})
  void whatIsNoPrefixIsRefused(String prefix) {
    assertThat(Refusals.ofBackups(args -> args.prefix(prefix)))
        .singleElement()
        .asString()
        .startsWith("backups.prefix: must be letters, digits and '/_.-' with a '/' at its end");
  }

  @Test
  void aPrefixThatNoTagCanHoldIsRefused() {
    assertThat(Refusals.ofBackups(args -> args.prefix("x".repeat(128) + "/")))
        .containsExactly(
            "backups.prefix: must be at most 128 characters, got 129; shorten it (it has to fit"
                + " into an EC2 tag)");
  }

  @Test
  void theLongestOfEverythingFitsIntoATag() {
    var longest = new BackupOutput("b".repeat(63), "x".repeat(127) + "/", "60m");
    assertThat(ClusterSettings.of(RedisSentinelArgs.builder().build()))
        .satisfies(settings -> settings.withBackups(Backups.line(longest)));
  }

  @Test
  void whatIsNoKeyIsRefused() {
    assertThat(Refusals.ofBackups(args -> args.kmsKeyArn(KEY))).isEmpty();
    assertThat(Refusals.ofBackups(args -> args.kmsKeyArn("alias/backups")))
        .singleElement()
        .asString()
        .startsWith("backups.kmsKeyArn: must be the ARN of a key, not of an alias");
  }
}
