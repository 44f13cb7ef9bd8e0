package io.redissentinel.sentinelctl.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.redissentinel.sentinelctl.CtlException;
import io.redissentinel.sentinelctl.backup.Choice;
import io.redissentinel.sentinelctl.backup.Listed;
import io.redissentinel.sentinelctl.backup.NodeBackups;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sentinelctl backups}. */
@Command(
    name = "backups",
    mixinStandardHelpOptions = true,
    header = "Lists the backups in S3, newest first.",
    description = {
      "Lists the backups in S3, newest first: when, by which node, how many keys, how large, of which release,"
          + " how long it took, and the key, which `sentinelctl restore` takes."
    })
final class BackupsCommand implements Callable<Integer> {
  @Mixin private Target target;

  @Option(
      names = "--last",
      paramLabel = "N",
      defaultValue = "50",
      description = "How many, counted from the newest; 0 for all (default: ${DEFAULT-VALUE}).")
  private int last = 50;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "text or json (default: ${DEFAULT-VALUE}).")
  private Format output = Format.text;

  @Override
  public Integer call() throws JsonProcessingException {
    if (last < 0) {
      throw CtlException.usage("--last: must be 0 or more, got %d".formatted(last));
    }
    Progress progress = new Progress(System.err);
    try (Cluster cluster = target.open(progress)) {
      var node = Choice.any(cluster.look(progress));
      Listed listed = new NodeBackups(cluster.shells().of(node)).list(last);
      System.out.println(
          output == Format.json
              ? new JsonMapper().writeValueAsString(listed)
              : BackupText.of(listed).stripTrailing());
      return 0;
    }
  }
}
