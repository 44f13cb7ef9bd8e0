package io.redissentinel.program;

import com.pulumi.Context;
import com.pulumi.Pulumi;
import com.pulumi.core.Output;
import io.redissentinel.RedisSentinel;
import io.redissentinel.SnapshotBucket;
import io.redissentinel.SnapshotBucketArgs;
import java.util.logging.LogManager;

/** The program that Pulumi runs for every stack of this project. */
public final class App {
  private App() {}

  /** Hands the stack over to Pulumi. */
  public static void main(String[] args) {
    // Pulumi's SDK logs what it tells the engine, which shows it: without this, errors come twice.
    LogManager.getLogManager().reset();
    Pulumi.run(App::stack);
  }

  static void stack(Context ctx) {
    var encrypted = EncryptedKeys.ofEnvironment(System.getenv(), ctx.projectName());
    StackConfig config = StackConfig.read(ctx.config()::get, encrypted::contains);
    var redis = new RedisSentinel("redis", config.toArgs(App::backupBucket));
    redis.warnings().forEach(warning -> ctx.log().warn(warning));
    redis.outputs().forEach(ctx::export);
  }

  static Output<String> backupBucket(SnapshotBucketArgs.Builder args) {
    return new SnapshotBucket("redis-backups", args.build()).bucketName();
  }
}
