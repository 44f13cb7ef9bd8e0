package io.redissentinel.program;

import com.pulumi.core.Output;
import io.redissentinel.BackupArgs;
import io.redissentinel.ElastiCacheExport;
import io.redissentinel.MachineArgs;
import io.redissentinel.SnapshotBucketArgs;
import io.redissentinel.topology.Problem;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The part of a stack's configuration that says where backups go: to a bucket that it names, or to
 * one that the program makes.
 *
 * @param on whether there are any
 * @param namedBucket a bucket that exists
 * @param prefix what keys begin with
 * @param every how often
 * @param kmsKeyId what a bucket of the program's encrypts with; a named one is expected to
 * @param newBucket the bucket that the program makes where none is named
 */
record BackupConfig(
    boolean on,
    Optional<String> namedBucket,
    Optional<String> prefix,
    Optional<String> every,
    Optional<Output<String>> kmsKeyId,
    SnapshotBucketArgs.Builder newBucket) {

  /** Reads it; a key and the protection of data are the machines', which have been read. */
  static BackupConfig read(ConfigReader reader, MachineArgs machine) {
    var newBucket = SnapshotBucketArgs.builder().protectData(machine.protectData());
    machine.kmsKeyId().ifPresent(newBucket::kmsKeyId);
    reader.integer(Key.BACKUP_RETENTION_DAYS).ifPresent(newBucket::retentionDays);
    reader
        .choice(Key.ELASTI_CACHE_EXPORT, ElastiCacheExport.class)
        .ifPresent(newBucket::elastiCacheExport);
    return new BackupConfig(
        reader.bool(Key.BACKUPS).orElse(true),
        reader.text(Key.BACKUP_BUCKET),
        reader.text(Key.BACKUP_PREFIX),
        reader.text(Key.BACKUP_EVERY),
        machine.kmsKeyId(),
        newBucket);
  }

  /** What is wrong with the bucket that is to be made, by the keys' arguments. */
  List<Problem> problems() {
    return newBucket.problems().stream()
        .map(problem -> new Problem("snapshotBucket." + problem.path(), problem.message()))
        .toList();
  }

  /**
   * The component's arguments; empty where backups are off.
   *
   * @param makeBucket makes a bucket, and says its name
   */
  Optional<BackupArgs> toArgs(Function<SnapshotBucketArgs.Builder, Output<String>> makeBucket) {
    if (!on) {
      return Optional.empty();
    }
    var args = BackupArgs.builder();
    namedBucket.ifPresentOrElse(args::bucket, () -> args.bucket(makeBucket.apply(newBucket)));
    prefix.ifPresent(args::prefix);
    every.ifPresent(args::every);
    kmsKeyId.ifPresent(args::kmsKeyArn);
    return Optional.of(args.build());
  }
}
