package io.redissentinel.sentinelctl.elasticache;

import io.redissentinel.sentinelctl.CtlException;
import io.redissentinel.sentinelctl.ExitCode;
import io.redissentinel.sentinelctl.cluster.ClusterLook;
import io.redissentinel.sentinelctl.elasticache.Request.OfFiles;
import io.redissentinel.sentinelctl.elasticache.Request.OfGroup;
import io.redissentinel.sentinelctl.elasticache.Request.OfObject;
import io.redissentinel.sentinelctl.elasticache.Request.OfPath;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.elasticache.model.Snapshot;

/**
 * Brings the data of an ElastiCache snapshot, or RDB files, into a cluster. What it has made in AWS
 * is taken away again or named, however it ends; interrupting its thread is one of the ways.
 */
public final class Import {
  private final ClusterLook look;
  private final Aws aws;
  private final Request request;
  private final Loading loading;
  private final Consumer<String> told;
  private final Export export;

  /** What is there because of this run. */
  private Optional<String> snapshot = Optional.empty();

  private boolean exporting;
  private List<String> exported = List.of();

  /**
   * Makes an import.
   *
   * @param look the cluster, as it is now
   * @param loading puts the files into the nodes
   * @param told what people are told
   * @param limit how long a snapshot, and an export, may take
   * @param pause between two looks at them
   */
  public Import(
      ClusterLook look,
      Aws aws,
      Request request,
      Loading loading,
      Consumer<String> told,
      Duration limit,
      Duration pause) {
    this.look = look;
    this.aws = aws;
    this.request = request;
    this.loading = loading;
    this.told = told;
    this.export = new Export(aws.snapshots(), told, limit, pause);
  }

  /**
   * Looks at all that can stop it. Changes nothing.
   *
   * @throws CtlException with all problems, if there are any
   */
  public void check() {
    Checks.Findings found = new Checks(look, aws, request).run();
    found.notes().forEach(told);
    if (!found.problems().isEmpty()) {
      throw new CtlException(
          ExitCode.FAILED,
          "nothing was changed, this is in the way:\n- " + String.join("\n- ", found.problems()));
    }
  }

  /** What {@link #run} does, in order. */
  public List<String> plan() {
    List<String> plan = new ArrayList<>();
    if (request.from() instanceof OfGroup it) {
      plan.add("snapshot %s of replication group %s".formatted(it.snapshot(), it.id()));
    }
    request
        .snapshot()
        .ifPresent(
            name ->
                plan.add(
                    "export of snapshot %s to s3://%s/%s-NNNN.rdb, a file for each shard"
                        .formatted(name, request.bucket().orElseThrow(), request.target())));
    String what = request.from() instanceof OfFiles it ? it.files().toString() : "these files";
    plan.add(
        "%s into the cluster%s"
            .formatted(what, request.replace() ? ", whatever it holds now is gone" : ""));
    if (request.snapshot().isPresent() && !request.keepExport()) {
      plan.add("these files deleted from the bucket");
    }
    return plan;
  }

  /**
   * Does it.
   *
   * @throws CtlException if it fails, or is interrupted; what is left of it in AWS is told
   */
  public void run() {
    try {
      loading.load(files(), request.replace());
    } finally {
      // AWS is asked once more, which an interrupted thread cannot do.
      boolean interrupted = Thread.interrupted();
      cleanUp();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private List<Rdb> files() {
    if (request.from() instanceof OfFiles it) {
      return it.files().stream().map(this::file).toList();
    }
    String name = request.snapshot().orElseThrow();
    Bucket bucket = aws.bucket(request.bucket().orElseThrow());
    if (request.from() instanceof OfGroup group) {
      aws.snapshots().create(name, group.id());
      snapshot = Optional.of(name);
      export.awaitSnapshot(name);
    }
    Snapshot described =
        aws.snapshots()
            .find(name)
            .orElseThrow(() -> CtlException.failed("snapshot %s is gone".formatted(name)));
    copy(name);
    exported = export.await(name, bucket, request.target(), Snapshots.shards(described));
    exporting = false;
    String nodes = Checks.oldestRedis(look);
    List<String> refusals =
        exported.stream()
            .flatMap(key -> RdbVersion.refusal(key, bucket.rdbVersion(key), nodes).stream())
            .toList();
    if (!refusals.isEmpty()) {
      throw CtlException.failed(String.join("\n", refusals));
    }
    return exported.stream().map(key -> bucket.remote(aws.presigner(), key)).toList();
  }

  private void copy(String name) {
    // From here on something may come, unless AWS says no.
    exporting = true;
    try {
      aws.snapshots().export(name, request.target(), request.bucket().orElseThrow());
    } catch (CtlException e) {
      exporting = !(e.getCause() instanceof AwsServiceException);
      throw e;
    }
  }

  private Rdb file(Request.File file) {
    if (file instanceof OfObject it) {
      return aws.bucket(it.bucket()).remote(aws.presigner(), it.key());
    }
    return new Rdb.Local(((OfPath) file).path());
  }

  private void cleanUp() {
    String place = "s3://%s/".formatted(request.bucket().orElse(""));
    if (exporting) {
      told.accept(
          "left: ElastiCache may still be exporting to %s%s-NNNN.rdb, which cannot be stopped; to delete that when it is done: aws s3 rm %s --recursive --exclude '*' --include '%s-*.rdb'"
              .formatted(place, request.target(), place, request.target()));
    } else if (!exported.isEmpty() && request.keepExport()) {
      exported.forEach(key -> told.accept("kept: " + place + key));
    } else if (!exported.isEmpty()) {
      List<String> left = aws.bucket(request.bucket().orElseThrow()).delete(exported);
      told.accept("export %s: deleted from the bucket".formatted(request.target()));
      left.forEach(object -> told.accept("left, and not deleted: " + object));
    }
    snapshot.ifPresent(
        name ->
            told.accept(
                "left: snapshot %1$s in ElastiCache; to delete it: aws elasticache delete-snapshot --snapshot-name %1$s"
                    .formatted(name)));
  }
}
