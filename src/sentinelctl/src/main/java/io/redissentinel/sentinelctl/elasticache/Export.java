package io.redissentinel.sentinelctl.elasticache;

import io.redissentinel.sentinelctl.CtlException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.services.elasticache.model.Snapshot;

/** Waits for what ElastiCache does in its own time. */
final class Export {
  /** How long files may be late after ElastiCache has said that it is done. */
  private static final Duration LATE = Duration.ofMinutes(2);

  private final Snapshots snapshots;
  private final Consumer<String> told;
  private final Duration limit;
  private final Duration pause;

  /**
   * Makes a waiter.
   *
   * @param limit how long a snapshot, and an export, may take
   * @param pause between two looks
   */
  Export(Snapshots snapshots, Consumer<String> told, Duration limit, Duration pause) {
    this.snapshots = snapshots;
    this.told = told;
    this.limit = limit;
    this.pause = pause;
  }

  /**
   * Waits until a snapshot can be exported.
   *
   * @throws CtlException if it is gone, has failed, or is not there within the limit
   */
  void awaitSnapshot(String name) {
    long end = System.nanoTime() + limit.toNanos();
    String before = "";
    while (true) {
      String status = snapshots.find(name).map(Snapshot::snapshotStatus).orElse("gone");
      if (status.equals(Snapshots.AVAILABLE)) {
        told.accept("snapshot %s: available".formatted(name));
        return;
      }
      if (status.equals("gone") || status.equals("failed") || status.equals("deleting")) {
        throw CtlException.failed(
            "snapshot %s is %s; `aws elasticache describe-events` says why"
                .formatted(name, status));
      }
      if (!status.equals(before)) {
        told.accept("snapshot %s: %s".formatted(name, status));
        before = status;
      }
      pause(end, "snapshot %s is %s".formatted(name, status));
    }
  }

  /**
   * Waits until an export is in the bucket: a file for each shard, and none grows any more.
   *
   * @return the objects' keys, in the order of their shards
   * @throws CtlException if ElastiCache has ended it, or is not done within the limit
   */
  List<String> await(String name, Bucket bucket, String target, int shards) {
    long end = System.nanoTime() + limit.toNanos();
    Optional<Long> done = Optional.empty();
    boolean busy = false;
    Map<String, Long> before = Map.of();
    int count = -1;
    while (true) {
      // In this order: what it had ended with is in the bucket.
      String status = snapshots.find(name).map(Snapshot::snapshotStatus).orElse("gone");
      Map<String, Long> objects = bucket.export(target);
      if (objects.size() >= shards && objects.equals(before)) {
        return List.copyOf(objects.keySet());
      }
      if (objects.size() != count) {
        count = objects.size();
        told.accept(
            "export %s: %d of %d files, %d bytes"
                .formatted(
                    target,
                    count,
                    shards,
                    objects.values().stream().mapToLong(Long::longValue).sum()));
      }
      busy |= !status.equals(Snapshots.AVAILABLE);
      if (busy && status.equals(Snapshots.AVAILABLE) && objects.size() < shards) {
        done = done.or(() -> Optional.of(System.nanoTime()));
        if (System.nanoTime() - done.get() > LATE.toNanos()) {
          throw CtlException.failed(
              "ElastiCache is done with snapshot %s, and %s has %d of %d files of export %s: it has failed; `aws elasticache describe-events` says why"
                  .formatted(name, bucket, objects.size(), shards, target));
        }
      }
      before = objects;
      pause(end, "export %s has %d of %d files".formatted(target, objects.size(), shards));
    }
  }

  private void pause(long end, String state) {
    if (System.nanoTime() > end) {
      throw CtlException.failed(
          "%s, not done within %d s: give it longer with --export-timeout"
              .formatted(state, limit.toSeconds()));
    }
    try {
      Thread.sleep(pause.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Calls.Interrupted();
    }
  }
}
