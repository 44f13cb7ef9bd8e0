package io.redissentinel.sentinelctl.cli;

import io.redissentinel.sentinelctl.CtlException;
import io.redissentinel.sentinelctl.aws.AwsClients;
import io.redissentinel.sentinelctl.cluster.ClusterLook;
import io.redissentinel.sentinelctl.load.Backups;
import io.redissentinel.sentinelctl.load.LoadResult;
import io.redissentinel.sentinelctl.load.LoadWork;
import io.redissentinel.sentinelctl.load.Loader;
import io.redissentinel.sentinelctl.load.Moment;
import io.redissentinel.sentinelctl.load.Source;
import io.redissentinel.sentinelctl.stack.NodeRef;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sentinelctl restore}. */
@Command(
    name = "restore",
    mixinStandardHelpOptions = true,
    header = "Puts a backup, or another RDB file, into the running cluster.",
    description = {
      "Puts a backup, or another RDB file, into the running cluster. By default the newest backup.",
      "",
      "A replica fetches the file, reads it whole, loads it and becomes the master with it, when every key is"
          + " there; the others follow. Meanwhile nobody can write, and reads are answered from the data of before."
          + " A failure, or Ctrl-C, gives the data of before back."
    })
final class RestoreCommand implements Callable<Integer> {
  private static final Duration ENDS_WITHIN = Duration.ofMinutes(30);

  @Mixin private Target target;

  @Mixin private Confirmation confirmation;

  @ArgGroup(exclusive = true)
  private Which which = new Which();

  /** What is restored. */
  static final class Which {
    @Option(
        names = "--at",
        paramLabel = "TIME",
        description =
            "The newest backup that is not after this: 2026-11-24T14:00:00Z, 2026-11-24, or '2h ago'.")
    private Optional<String> at = Optional.empty();

    @Option(
        names = "--backup",
        paramLabel = "KEY",
        description = "The backup of this key; `sentinelctl backups` lists them.")
    private Optional<String> backup = Optional.empty();

    @Option(
        names = "--from",
        paramLabel = "s3://BUCKET/KEY",
        description = "An RDB file in S3 that you, not the nodes, have the right to read.")
    private Optional<String> from = Optional.empty();

    @Option(
        names = "--file",
        paramLabel = "FILE",
        description = "An RDB file on this machine, sent over SSH.")
    private Optional<Path> file = Optional.empty();
  }

  @Option(names = "--replace", description = "The cluster holds keys, which shall be lost.")
  private boolean replace;

  @Option(
      names = "--dry-run",
      description = "Fetches and checks the file on a node, prints the plan, and changes nothing.")
  private boolean dryRun;

  @Option(
      names = "--rehearse",
      description =
          "Loads the backup into a throw-away Redis beside a replica, and says how many keys it has and how"
              + " long that took. The cluster is untouched. Exit code 1 if keys are missing.")
  private boolean rehearse;

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
    Optional<Instant> at = which.at.map(text -> Moment.parse(text, Instant.now()));
    which.file.ifPresent(RestoreCommand::readable);
    try (Cluster cluster = target.open(progress)) {
      if (rehearse) {
        return rehearse(cluster, at, progress);
      }
      Source source = source(cluster, at, progress);
      LoadWork work =
          new LoadWork(
              cluster.outputs(),
              cluster.shells(),
              cluster.timeout(),
              nodeTimeout,
              progress::step,
              confirmation::ask);
      Loader loader =
          new Loader(work, new Loader.Options(replace, nodeTimeout), name(Instant.now()));
      return Interruption.during(
          ENDS_WITHIN,
          "interrupted: everything is put back first",
          progress,
          () -> dryRun ? plan(loader, source) : run(loader, source));
    }
  }

  private static int plan(Loader loader, Source source) {
    loader.dryRun(List.of(source));
    System.out.println("nothing was changed; without --dry-run it would be loaded");
    return 0;
  }

  private static int run(Loader loader, Source source) {
    LoadResult result = loader.run(List.of(source));
    System.out.println(result);
    return 0;
  }

  private Source source(Cluster cluster, Optional<Instant> at, Progress progress) {
    if (which.file.isPresent()) {
      return new Source.Upload(which.file.get());
    }
    if (which.from.isPresent()) {
      NodeRef node = cluster.outputs().nodes().get(0);
      try (AwsClients clients = AwsClients.of(node)) {
        return S3Source.of(which.from.get(), clients, cluster.look());
      }
    }
    if (which.backup.isPresent()) {
      return new Source.Backup(which.backup.get());
    }
    Backups.Backup chosen = backup(cluster, replica(cluster.look()), at);
    progress.step("chosen: " + chosen);
    return new Source.Backup(chosen.key());
  }

  private int rehearse(Cluster cluster, Optional<Instant> at, Progress progress) {
    if (which.from.isPresent() || which.file.isPresent()) {
      throw CtlException.usage(
          "--rehearse is for the cluster's own backups: with --at or --backup");
    }
    NodeRef node = replica(cluster.look());
    String key = which.backup.orElseGet(() -> backup(cluster, node, at).key());
    progress.step("%s loads %s beside the cluster".formatted(node, key));
    Backups.Rehearsal done = Backups.rehearse(cluster.shells().of(node), key, nodeTimeout);
    System.out.printf(
        Locale.ROOT,
        "%s: %,d of %,d keys, %d MiB; seconds: %s%n",
        key,
        done.keys(),
        done.expectedKeys(),
        done.bytes() >> 20,
        done.seconds());
    if (!done.matches()) {
      throw CtlException.failed(
          "the backup does not hold what its manifest says: %,d keys were loaded, %,d were saved"
              .formatted(done.keys(), done.expectedKeys()));
    }
    return 0;
  }

  private static Backups.Backup backup(Cluster cluster, NodeRef node, Optional<Instant> at) {
    return Backups.of(cluster.shells().of(node), cluster.timeout()).choose(at);
  }

  /** The last one that answers and is no master, so that the master is spared. */
  private static NodeRef replica(ClusterLook look) {
    NodeRef master = Cluster.master(look);
    return look.nodes().stream()
        .filter(node -> node.reached() && !node.node().equals(master))
        .map(node -> node.node())
        .reduce((first, last) -> last)
        .orElse(master);
  }

  private static void readable(Path file) {
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      throw CtlException.usage("--file: there is no file %s that can be read".formatted(file));
    }
  }

  /** Tells the loads of a node apart. */
  private static String name(Instant now) {
    return "restore-" + now.toString().replaceAll("[^0-9]", "").substring(0, 14);
  }
}
