package io.redissentinel.sentinelctl.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.redissentinel.sentinelctl.CtlException;
import io.redissentinel.sentinelctl.aws.AwsClients;
import io.redissentinel.sentinelctl.cluster.ClusterLook;
import io.redissentinel.sentinelctl.elasticache.Aws;
import io.redissentinel.sentinelctl.elasticache.Import;
import io.redissentinel.sentinelctl.elasticache.Request;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sentinelctl import-elasticache}. */
@Command(
    name = "import-elasticache",
    mixinStandardHelpOptions = true,
    header = "Brings the data of an ElastiCache replication group into the cluster.",
    description = {
      "Brings the data of an ElastiCache replication group into the cluster: has ElastiCache export a snapshot to"
          + " a bucket, a file for each shard, and loads these files on all nodes, as `restore` does.",
      "",
      "Looks at everything before, and says all that is in the way at once. A snapshot is of one moment: what is"
          + " written to ElastiCache after it is not in it, so let the writers stop first.",
      "",
      "Ctrl-C puts the cluster back, and says what is left in AWS: an export that runs cannot be stopped."
    },
    footer = {
      "",
      "The credentials need elasticache:DescribeSnapshots, CopySnapshot, with --replication-group"
          + " DescribeReplicationGroups, DescribeCacheClusters, CreateSnapshot; on the bucket s3:ListBucket,"
          + " GetBucketLocation, GetBucketPolicy, GetBucketAcl; on its objects s3:GetObject, PutObject, DeleteObject;"
          + " on * s3:ListAllMyBuckets, as AWS wants it; and kms:Decrypt where the bucket has a key of its own.",
      "In the bucket, ElastiCache needs what the component's SnapshotBucket gives it."
    })
final class ImportElastiCacheCommand implements Callable<Integer> {
  private static final Duration PAUSE = Duration.ofSeconds(2);

  /** Longer than a node takes to load the old data again. */
  private static final Duration ENDS_WITHIN = Duration.ofMinutes(30);

  @Mixin private Target target;

  @Mixin private Confirmation confirmation;

  @Mixin private ImportOrigin origin;

  @Option(
      names = "--bucket",
      paramLabel = "NAME",
      description =
          "Where ElastiCache exports to, in the region of both (default: the stack's backups.bucket).")
  private Optional<String> bucket = Optional.empty();

  @Option(
      names = "--target",
      paramLabel = "NAME",
      description =
          "The export's name: its files are NAME-0001.rdb, ... (default: made of the snapshot's and the time).")
  private Optional<String> name = Optional.empty();

  @Option(names = "--replace", description = "The cluster holds keys, which shall be lost.")
  private boolean replace;

  @Option(
      names = "--keep-export",
      description = "Leaves the files in the bucket; otherwise they are deleted at the end.")
  private boolean keepExport;

  @Option(
      names = "--dry-run",
      description = "Looks at everything, prints the plan, and changes nothing.")
  private boolean dryRun;

  @Option(
      names = "--export-timeout",
      paramLabel = "TIME",
      converter = Seconds.class,
      defaultValue = "60m",
      description =
          "How long ElastiCache may take for a snapshot, and for an export (default: ${DEFAULT-VALUE}).")
  private Duration exportTimeout = Duration.ofMinutes(60);

  @Option(
      names = "--node-timeout",
      paramLabel = "TIME",
      converter = Seconds.class,
      defaultValue = "30m",
      description =
          "How long a node may take to load the data, and the others to be in sync (default:"
              + " ${DEFAULT-VALUE}).")
  private Duration nodeTimeout = Duration.ofMinutes(30);

  @Override
  public Integer call() {
    Progress progress = new Progress(System.err);
    Instant now = Instant.now();
    Request.From from = origin.read(now);
    try (Cluster cluster = target.open(progress);
        AwsClients clients = AwsClients.of(cluster.outputs().nodes().get(0))) {
      ClusterLook look = cluster.look();
      Request request = request(from, cluster, now);
      Aws aws =
          new Aws(
              clients.region(),
              clients.s3(),
              clients.elastiCache(),
              clients.presigner(endpoint(look)));
      ImportLoading loading = new ImportLoading(cluster, nodeTimeout, progress, confirmation);
      Import work = new Import(look, aws, request, loading, progress::step, exportTimeout, PAUSE);
      work.check();
      progress.step("nothing is in the way");
      if (dryRun) {
        List<String> plan = work.plan();
        for (int i = 0; i < plan.size(); i++) {
          System.out.printf("%d. %s%n", i + 1, plan.get(i));
        }
        return 0;
      }
      if (!(from instanceof Request.OfFiles)) {
        confirmation.ask(
            "Have ElastiCache make the %s?".formatted(String.join(", then the ", made(work))));
      }
      return run(work, loading, progress);
    }
  }

  private static List<String> made(Import work) {
    return work.plan().stream()
        .filter(step -> step.startsWith("snapshot") || step.startsWith("export"))
        .toList();
  }

  private static int run(Import work, ImportLoading loading, Progress progress) {
    return Interruption.during(
        ENDS_WITHIN,
        "interrupted: the cluster is put back first, if it was touched",
        progress,
        () -> {
          work.run();
          System.out.println("imported: " + loading.result());
          return 0;
        });
  }

  private Request request(Request.From from, Cluster cluster, Instant now) {
    if (from instanceof Request.OfFiles) {
      return new Request(from, Optional.empty(), "", replace, keepExport);
    }
    String place = bucket.orElseGet(() -> ownBucket(cluster));
    // As ElastiCache writes it.
    String called = name.map(it -> it.toLowerCase(Locale.ROOT)).orElseGet(() -> origin.target(now));
    return new Request(from, Optional.of(place), called, replace, keepExport);
  }

  private static String ownBucket(Cluster cluster) {
    JsonNode output = cluster.stack().output("backups").path("bucket");
    if (!output.isTextual()) {
      throw CtlException.usage(
          "--bucket: the stack has no bucket for backups (its output `backups`), so name one that ElastiCache may export into");
    }
    return output.asText();
  }

  /** Where the nodes have S3, if not where everybody has it. */
  private static Optional<URI> endpoint(ClusterLook look) {
    return look.nodes().stream()
        .flatMap(node -> node.facts().stream())
        .map(facts -> facts.env().getOrDefault("AWS_ENDPOINT_URL", ""))
        .filter(url -> !url.isEmpty())
        .map(URI::create)
        .findFirst();
  }
}
