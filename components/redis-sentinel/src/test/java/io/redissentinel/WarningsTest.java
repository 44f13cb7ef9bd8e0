package io.redissentinel;

import static org.assertj.core.api.Assertions.assertThat;

import com.pulumi.test.PulumiTest;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is allowed with a warning. */
class WarningsTest {
  private static final BackupArgs BACKUPS = BackupArgs.builder().bucket("redis-backups").build();
  private static final RedisArgs GOOD = RedisArgs.builder().version("6.2.23").build();

  @AfterEach
  void cleanUp() {
    PulumiTest.cleanup();
  }

  @Test
  void thereAreNoneWhereThereIsNothingToWarnOf() {
    assertThat(warnings(good())).isEmpty();
  }

  @Test
  void theDefaultReleaseHasKnownVulnerabilities() {
    assertThat(warnings(RedisSentinelArgs.builder().backups(BACKUPS)))
        .singleElement()
        .asString()
        .startsWith("RedisSentinel 'redis': Redis 5.0.7 has ")
        .contains("CVE-2021-32675", "take 6.2.23");
  }

  @Test
  void noPasswordIsWarnedOf() {
    var auth = AuthArgs.builder().mode(AuthMode.NONE).build();
    assertThat(warnings(good().auth(auth)))
        .singleElement()
        .asString()
        .contains("there is no password");
  }

  @Test
  void thePublicIsWarnedOf() {
    var access = AccessArgs.builder().allowPublic(true).clientCidrs("10.0.0.0/8", "::/0").build();
    assertThat(warnings(good().access(access)))
        .singleElement()
        .asString()
        .contains("allowPublic opens Redis and Sentinel to ::/0");
  }

  @Test
  void nothingOnDiskIsWarnedOf() {
    var nothing = PersistenceArgs.builder().appendOnly(false).snapshots();
    assertThat(warnings(good().persistence(nothing.build())))
        .singleElement()
        .asString()
        .contains("nothing is kept on disk");
    var one = PersistenceArgs.builder().appendOnly(false).snapshots("3600 1");
    assertThat(warnings(good().persistence(one.build()))).isEmpty();
  }

  @Test
  void dataThatIsToLastWithoutBackupsIsWarnedOf() {
    var none = RedisSentinelArgs.builder().redis(GOOD);
    assertThat(warnings(none))
        .singleElement()
        .asString()
        .contains("there are no backups", "SnapshotBucket");
    assertThat(warnings(none.volumeSnapshots(VolumeSnapshotArgs.builder().build()))).isEmpty();
  }

  @Test
  void aCacheNeedsNoBackups() {
    var evicting = MemoryArgs.builder().maxMemoryPolicy(MaxMemoryPolicy.ALLKEYS_LRU).build();
    assertThat(warnings(RedisSentinelArgs.builder().redis(GOOD).memory(evicting))).isEmpty();
  }

  @Test
  void theComponentLogsThemAndHandsThemOut() {
    List<String> logged = new ArrayList<>();
    List<String> handedOut = new ArrayList<>();
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord entry) {
            logged.add(entry.getMessage());
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Logger log = Logger.getLogger(RedisSentinel.class.getName());
    new Mocked()
        .run(
            ctx -> {
              log.addHandler(handler);
              handedOut.addAll(
                  new RedisSentinel(
                          "redis",
                          good().auth(AuthArgs.builder().mode(AuthMode.NONE).build()).build())
                      .warnings());
            });
    log.removeHandler(handler);
    assertThat(logged).hasSize(1).isEqualTo(handedOut);
  }

  private static RedisSentinelArgs.Builder good() {
    return RedisSentinelArgs.builder().redis(GOOD).backups(BACKUPS);
  }

  private static List<String> warnings(RedisSentinelArgs.Builder args) {
    return Warnings.of("redis", args.build());
  }
}
