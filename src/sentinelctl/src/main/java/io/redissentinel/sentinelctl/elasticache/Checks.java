package io.redissentinel.sentinelctl.elasticache;

import io.redissentinel.sentinelctl.CtlException;
import io.redissentinel.sentinelctl.cluster.ClusterLook;
import io.redissentinel.sentinelctl.cluster.RedisFacts;
import io.redissentinel.sentinelctl.elasticache.Request.OfFiles;
import io.redissentinel.sentinelctl.elasticache.Request.OfGroup;
import io.redissentinel.sentinelctl.elasticache.Request.OfObject;
import io.redissentinel.sentinelctl.elasticache.Request.OfPath;
import io.redissentinel.sentinelctl.elasticache.Request.OfSnapshot;
import io.redissentinel.sentinelctl.handover.Steady;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.elasticache.model.ReplicationGroup;
import software.amazon.awssdk.services.elasticache.model.Snapshot;

/**
 * Looks at all that can stop an import, before anything is changed, and finds all of it at once.
 */
final class Checks {
  private final ClusterLook look;
  private final Aws aws;
  private final Request request;
  private final List<String> problems = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  Checks(ClusterLook look, Aws aws, Request request) {
    this.look = look;
    this.aws = aws;
    this.request = request;
  }

  /**
   * What was found.
   *
   * @param problems what stops the import, each with what to do
   * @param notes what could not be looked at
   */
  record Findings(List<String> problems, List<String> notes) {}

  Findings run() {
    collect(this::cluster);
    if (request.from() instanceof OfSnapshot it) {
      collect(() -> snapshot(it.name()));
    } else if (request.from() instanceof OfGroup it) {
      collect(() -> group(it));
    } else if (request.from() instanceof OfFiles it) {
      it.files().forEach(file -> collect(() -> file(file)));
    }
    request.bucket().ifPresent(name -> collect(() -> bucket(aws.bucket(name))));
    return new Findings(problems, notes);
  }

  /** The oldest release that a node runs: what it cannot read cannot be a replica's data. */
  static String oldestRedis(ClusterLook look) {
    return look.nodes().stream()
        .flatMap(node -> node.redis().flatMap(RedisFacts::version).stream())
        .min(Comparator.comparingInt(RdbVersion::reads))
        .orElse("0.0");
  }

  /** How many keys a server holds. */
  static long keys(RedisFacts redis) {
    return redis.info().entrySet().stream()
        .filter(entry -> entry.getKey().matches("db\\d+"))
        .mapToLong(entry -> Long.parseLong(entry.getValue().replaceAll("^keys=(\\d+).*", "$1")))
        .sum();
  }

  private void cluster() {
    List<String> missing = Steady.missing(look);
    if (!missing.isEmpty()) {
      problems.add(
          "the cluster is not in order: %s; `sentinelctl verify` says what to do"
              .formatted(String.join("; ", missing)));
    }
    long keys =
        look.master().flatMap(master -> look.of(master).redis()).map(Checks::keys).orElse(0L);
    if (keys > 0 && !request.replace()) {
      problems.add(
          "the cluster holds %d key%s, and an import would leave none of them: with --replace it may; make a backup before (`sentinelctl backup`)"
              .formatted(keys, keys == 1 ? "" : "s"));
    }
  }

  private void snapshot(String name) {
    Optional<Snapshot> found = aws.snapshots().find(name);
    if (found.isEmpty()) {
      problems.add(
          aws.snapshots().isServerless(name)
              ? "snapshot %1$s is a serverless cache's, which has an export of its own: `aws elasticache export-serverless-cache-snapshot --serverless-cache-snapshot-name %1$s --s3-bucket-name BUCKET`, then import what that has put there with --rdb s3://BUCKET/KEY"
                  .formatted(name)
              : "there is no snapshot %s in ElastiCache in %s; `aws elasticache describe-snapshots --region %s` lists those that there are. One of another region cannot be used from here: export it there, copy the files to a bucket of this region, and give them with --rdb"
                  .formatted(name, aws.region(), aws.region()));
      return;
    }
    Snapshot snapshot = found.get();
    if (!Snapshots.AVAILABLE.equals(snapshot.snapshotStatus())) {
      problems.add(
          "snapshot %s is %s, and has to be available: try again when it is"
              .formatted(name, snapshot.snapshotStatus()));
    }
    if (Snapshots.isTiered(snapshot.dataTiering())) {
      problems.add(tiered("snapshot " + name));
    }
    engine("snapshot " + name, snapshot.engine(), snapshot.engineVersion());
  }

  private void group(OfGroup wanted) {
    Optional<ReplicationGroup> found = aws.snapshots().group(wanted.id());
    if (found.isEmpty()) {
      problems.add(
          "there is no replication group %s in ElastiCache in %s; `aws elasticache describe-replication-groups --region %s` lists those that there are"
              .formatted(wanted.id(), aws.region(), aws.region()));
      return;
    }
    ReplicationGroup group = found.get();
    String what = "replication group " + wanted.id();
    if (!Snapshots.AVAILABLE.equals(group.status())) {
      problems.add(
          "%s is %s, and has to be available: try again when it is"
              .formatted(what, group.status()));
    }
    if (Snapshots.isTiered(group.dataTiering())) {
      problems.add(tiered(what));
    }
    engine(what, group.engine(), aws.snapshots().engineVersion(group).orElse(null));
    if (aws.snapshots().find(wanted.snapshot()).isPresent()) {
      problems.add("there is a snapshot %s already: try again".formatted(wanted.snapshot()));
    }
  }

  private static String tiered(String what) {
    return what
        + " is of a group with data tiering, which AWS does not export: copy the keys with a tool that works by commands";
  }

  private void engine(String what, String engine, String version) {
    if ("memcached".equals(engine)) {
      problems.add(what + " is Memcached's, which Redis cannot read");
      return;
    }
    RdbVersion.refusal(
            "what %s %s of %s writes".formatted(engine, version, what),
            Snapshots.writes(engine, version),
            oldestRedis(look))
        .ifPresent(problems::add);
  }

  private void file(Request.File file) {
    if (file instanceof OfPath local) {
      version(file, local(local.path()));
    } else if (file instanceof OfObject object) {
      Bucket bucket = aws.bucket(object.bucket());
      Optional<String> problem = bucket.problem(aws.region());
      problem.ifPresent(problems::add);
      if (problem.isEmpty()) {
        version(file, bucket.rdbVersion(object.key()));
      }
    }
  }

  private void version(Request.File file, int version) {
    RdbVersion.refusal(file.toString(), version, oldestRedis(look)).ifPresent(problems::add);
  }

  private static int local(Path path) {
    try (var stream = Files.newInputStream(path)) {
      return RdbVersion.of(path.toString(), stream.readNBytes(RdbVersion.HEADER_BYTES));
    } catch (IOException e) {
      throw CtlException.failed("--rdb: %s cannot be read: %s".formatted(path, e.getMessage()));
    }
  }

  private void bucket(Bucket bucket) {
    Optional<String> problem = bucket.problem(aws.region());
    if (problem.isPresent()) {
      problems.add(problem.get());
      return;
    }
    try {
      bucket.exportProblem(aws.region()).ifPresent(problems::add);
    } catch (CtlException e) {
      if (!(e.getCause() instanceof SdkException cause) || !Calls.isDenied(cause)) {
        throw e;
      }
      notes.add("not checked whether ElastiCache may write there: " + e.getMessage());
    }
    collect(
        () -> {
          List<String> there = List.copyOf(bucket.export(request.target()).keySet());
          if (!there.isEmpty()) {
            problems.add(
                "%s has %s already: name another --target, or import these with --rdb s3://..."
                    .formatted(bucket, String.join(", ", there)));
          }
        });
    collect(
        () -> {
          if (aws.snapshots().find(request.target()).isPresent()) {
            problems.add(
                "there is a snapshot %s in ElastiCache: name another --target"
                    .formatted(request.target()));
          }
        });
  }

  private void collect(Runnable check) {
    try {
      check.run();
    } catch (Calls.Interrupted e) {
      throw e;
    } catch (CtlException e) {
      problems.add(e.getMessage());
    }
  }
}
