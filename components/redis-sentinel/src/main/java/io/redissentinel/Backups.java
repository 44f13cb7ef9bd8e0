package io.redissentinel;

import com.pulumi.core.Output;
import io.redissentinel.bootstrap.LiveSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;

/**
 * What the component's other parts have to know of backups: what nodes go by, and what they may do
 * in S3. A bucket that is another resource's output is checked here, once for all of them.
 */
final class Backups {
  private final String cluster;
  private final RedisSentinelArgs args;
  private final Output<Optional<BackupOutput>> wanted;

  Backups(String cluster, RedisSentinelArgs args) {
    this.cluster = cluster;
    this.args = args;
    this.wanted =
        args.backups()
            .map(
                backups ->
                    backups
                        .bucket()
                        .apply(
                            name -> Checked.value(() -> Preconditions.backupBucket(cluster, name)))
                        .applyValue(
                            bucket ->
                                Optional.of(
                                    new BackupOutput(bucket, backups.prefix(), backups.every()))))
            .orElseGet(() -> Output.of(Optional.empty()));
  }

  /** Where they are; empty where there are none. */
  Output<Optional<BackupOutput>> output() {
    return wanted;
  }

  /** What nodes go by, as one line. */
  Output<String> setting() {
    return wanted.applyValue(found -> found.map(Backups::line).orElse(LiveSettings.NONE));
  }

  /** The same once they are known. Checks nothing. */
  static String line(BackupOutput backups) {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("bucket", backups.bucket());
    settings.put("prefix", backups.prefix());
    settings.put("every", backups.every());
    return LiveSettings.line(settings);
  }

  /**
   * Exactly the rights that a node needs to make backups and to begin with one. None to delete: who
   * breaks into a node can spoil backups, but not the old versions that a {@link SnapshotBucket}
   * keeps of them.
   */
  List<Output<RolePolicyDocument>> rights(Output<String> region) {
    List<Output<RolePolicyDocument>> rights = new ArrayList<>();
    rights.add(
        Output.tuple(wanted, region)
            .applyValue(
                known ->
                    known
                        .t1
                        .map(backups -> toBackUp(backups, known.t2))
                        .orElseGet(RolePolicyDocument::new)));
    args.backups()
        .flatMap(BackupArgs::kmsKeyArn)
        .ifPresent(key -> rights.add(key.applyValue(Backups::toEncrypt)));
    args.restoreFrom()
        .ifPresent(
            url -> {
              rights.add(region.applyValue(where -> toRestore(url, where)));
              args.machine()
                  .kmsKeyId()
                  .ifPresent(key -> rights.add(key.applyValue(Backups::toDecrypt)));
            });
    return rights;
  }

  private RolePolicyDocument toBackUp(BackupOutput backups, String region) {
    String own = S3Names.objectArn(region, backups.bucket(), backups.prefix() + cluster + "/*");
    return new RolePolicyDocument()
        .allow("s3:PutObject", own)
        .allow("s3:GetObject", own)
        .allow("s3:AbortMultipartUpload", own)
        .allow("s3:ListBucket", S3Names.bucketArn(region, backups.bucket()));
  }

  private static RolePolicyDocument toRestore(String url, String region) {
    Matcher parts = S3Names.OBJECT_URL.matcher(url);
    if (!parts.matches()) {
      throw new IllegalStateException("the arguments were checked, and have " + url);
    }
    String object = S3Names.objectArn(region, parts.group("bucket"), parts.group("key"));
    return new RolePolicyDocument()
        .allow("s3:GetObject", object)
        // What a backup says of itself; an export of ElastiCache has none.
        .allow("s3:GetObject", object + ".json");
  }

  private static RolePolicyDocument toEncrypt(String keyArn) {
    return toDecrypt(keyArn).allow("kms:GenerateDataKey", keyArn);
  }

  /** A multipart upload needs it, too: S3 reads the parts again. */
  private static RolePolicyDocument toDecrypt(String keyArn) {
    return new RolePolicyDocument().allow("kms:Decrypt", keyArn);
  }
}
