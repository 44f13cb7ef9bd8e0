package io.redissentinel.sentinelctl.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.redissentinel.sentinelctl.backup.Choice;
import io.redissentinel.sentinelctl.backup.Manifest;
import io.redissentinel.sentinelctl.backup.NodeBackups;
import io.redissentinel.sentinelctl.stack.NodeRef;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sentinelctl backup}. */
@Command(
    name = "backup",
    mixinStandardHelpOptions = true,
    header = "Makes a backup into S3 now.",
    description = {
      "Has the replica that is least behind make a backup now: a snapshot by Redis itself, read through by"
          + " redis-check-rdb, then sent to the stack's bucket. Clients and the master notice nothing. It counts"
          + " when it is whole: `sentinelctl backups` lists it from then on."
    })
final class BackupCommand implements Callable<Integer> {
  @Mixin private Target target;

  @Option(
      names = {"-n", "--node"},
      paramLabel = "NODE",
      description =
          "a, b, c, ..., or master (default: the replica that is least behind the master).")
  private Optional<String> node = Optional.empty();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "text or json (default: ${DEFAULT-VALUE}).")
  private Format output = Format.text;

  @Override
  public Integer call() throws JsonProcessingException {
    Progress progress = new Progress(System.err);
    try (Cluster cluster = target.open(progress)) {
      NodeRef maker =
          node.isPresent() ? cluster.node(node.get()) : Choice.leastLagging(cluster.look(progress));
      progress.step("%s makes a backup".formatted(maker));
      Manifest manifest;
      try (Lines lines = new Lines(System.err, "  ")) {
        manifest = new NodeBackups(cluster.shells().of(maker)).make(lines);
      }
      System.out.println(
          output == Format.json
              ? new JsonMapper().writeValueAsString(BackupJson.of(manifest))
              : BackupText.of(manifest));
      return 0;
    }
  }
}
