package example;

import com.pulumi.Context;
import com.pulumi.Pulumi;
import io.redissentinel.AccessArgs;
import io.redissentinel.BackupArgs;
import io.redissentinel.MachineArgs;
import io.redissentinel.RedisArgs;
import io.redissentinel.RedisSentinel;
import io.redissentinel.RedisSentinelArgs;
import io.redissentinel.SnapshotBucket;
import io.redissentinel.SnapshotBucketArgs;

/** A cache for an application: three small nodes in the default VPC, with a backup every hour. */
public final class App {
  public static void main(String[] args) {
    Pulumi.run(App::stack);
  }

  static void stack(Context ctx) {
    var config = ctx.config();
    // Where download.redis.io and AWS are out of reach, as in the lab, nodes are sent elsewhere.
    var redis = RedisArgs.builder();
    config.get("redisVersion").ifPresent(redis::version);
    config.get("redisUrl").ifPresent(redis::url);
    config.get("redisSha256").ifPresent(redis::sha256);
    var machine = MachineArgs.builder().volumeSizeGiB(1).protectData(false);
    config.get("awsEndpointUrl").ifPresent(machine::awsEndpointUrl);

    var bucket =
        new SnapshotBucket(
            "cache-backups",
            SnapshotBucketArgs.builder().retentionDays(7).protectData(false).build());
    var backups = BackupArgs.builder().bucket(bucket.bucketName()).every("1h");

    var cache =
        new RedisSentinel(
            "cache",
            RedisSentinelArgs.builder()
                .machine(machine.build())
                .access(AccessArgs.builder().clientCidrs(config.require("clientCidr")).build())
                .redis(redis.build())
                .backups(backups.build())
                .build());
    cache.outputs().forEach(ctx::export);
  }
}
