package io.redissentinel.sentinelctl.cli;

import io.redissentinel.sentinelctl.config.ConfigSet;
import io.redissentinel.sentinelctl.config.ConfigWork;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sentinelctl config}. */
@Command(
    name = "config",
    mixinStandardHelpOptions = true,
    header = "Changes the settings of a running cluster.",
    subcommands = ConfigCommand.Set.class,
    synopsisSubcommandLabel = "COMMAND")
final class ConfigCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(System.out);
  }

  /** {@code sentinelctl config set KEY VALUE}. */
  @Command(
      name = "set",
      mixinStandardHelpOptions = true,
      header = "Changes a setting on all nodes, and in the stack's configuration.",
      description = {
        "Changes a setting that the nodes take as they run (\"Changes live\" in Pulumi.yaml), in the"
            + " stack's configuration and on all nodes, and waits until all go by it. Nothing restarts.",
        "",
        "  sentinelctl config set maxMemoryPolicy allkeys-lru",
        "  sentinelctl config set snapshots '3600 1' '300 100'"
      })
  static final class Set implements Callable<Integer> {
    @Mixin private Target target;

    @Option(
        names = "--within",
        paramLabel = "TIME",
        converter = Seconds.class,
        defaultValue = "30s",
        description = "How long the nodes may take after the update (default: ${DEFAULT-VALUE}).")
    private Duration within = Duration.ofSeconds(30);

    @Parameters(index = "0", paramLabel = "KEY", description = "Such as maxMemoryPolicy.")
    private String key = "";

    @Parameters(
        index = "1..*",
        arity = "1..*",
        paramLabel = "VALUE",
        description = "Its value; of a list several.")
    private List<String> values = List.of();

    @Override
    public Integer call() {
      Progress progress = new Progress(System.err);
      try (Cluster cluster = target.open(progress)) {
        ConfigWork work = new ConfigWork(cluster.stack(), cluster::look, progress::step);
        boolean changed = new ConfigSet(work, within).set(key, values);
        System.out.println(
            changed
                ? "%s is %s on all nodes".formatted(key, String.join(", ", values))
                : "%s is what it was: nothing to change".formatted(key));
        return 0;
      }
    }
  }
}
