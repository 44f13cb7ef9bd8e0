package io.redissentinel.lab.cli;

import io.redissentinel.lab.host.ReplicationGroups;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bin/lab elasticache}. */
@Command(
    name = "elasticache",
    mixinStandardHelpOptions = true,
    header = "Plays an ElastiCache replication group that holds RDB files.",
    description = {
      "Plays an ElastiCache replication group that holds these RDB files, a shard each, to try"
          + " `bin/sentinelctl import-elasticache --replication-group ID` without AWS. The group can be"
          + " described, and snapshots made of it, and these exported to a bucket, with AWS's rules and errors;"
          + " nothing answers at a Redis port.",
      "",
      "The files may be of any version: they are served byte for byte. Said again for the same group, it holds"
          + " the new files from then on; its snapshots keep theirs."
    })
final class ElastiCacheCommand implements Callable<Integer> {
  @Option(
      names = "--replication-group",
      paramLabel = "ID",
      required = true,
      description = "The group's name.")
  private String group = "";

  @Option(
      names = "--shards",
      paramLabel = "N",
      description = "How many shards it has; those without a file are empty (default: one a file).")
  private Optional<Integer> shards = Optional.empty();

  @Parameters(
      paramLabel = "FILE.rdb",
      arity = "1..*",
      description = "The shards' data, as Redis's dump.rdb.")
  private List<Path> files = List.of();

  @Override
  public Integer call() {
    Lab lab = Lab.fromEnvironment();
    if (!lab.exists()) {
      throw new NothingThere();
    }
    int count = shards.orElse(files.size());
    try {
      new ReplicationGroups(lab.state()).put(group, count, files);
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage());
    }
    System.out.printf("replication group %s: %d shard%s%n", group, count, count == 1 ? "" : "s");
    return ExitCode.OK;
  }
}
