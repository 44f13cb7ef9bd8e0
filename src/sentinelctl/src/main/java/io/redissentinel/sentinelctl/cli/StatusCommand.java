package io.redissentinel.sentinelctl.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.redissentinel.sentinelctl.cluster.ClusterLook;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sentinelctl status}. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    header = "Says what the nodes are, on one screen.",
    description = {
      "Says what the nodes are: roles, lag, memory, persistence, versions, sentinels, the last failover, and"
          + " what the stack holds back.",
      "",
      "Exit code 0 healthy, 3 not, 4 no quorum, 5 no node can be reached."
    })
final class StatusCommand implements Callable<Integer> {
  private static final String CLEAR = "\033[H\033[2J";

  @Mixin private Target target;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "text or json (default: ${DEFAULT-VALUE}).")
  private Format output = Format.text;

  @Option(
      names = {"-w", "--watch"},
      paramLabel = "TIME",
      arity = "0..1",
      fallbackValue = "2s",
      converter = Seconds.class,
      description = "Again and again, this long after the last (default: 2s), until Ctrl-C.")
  private Optional<Duration> watch = Optional.empty();

  @Override
  public Integer call() throws JsonProcessingException {
    Progress progress = new Progress(System.err);
    try (Cluster cluster = target.open(progress)) {
      ClusterLook look = cluster.look(progress);
      print(look);
      Watch next = new Watch(look, cluster::look, cluster::lookWithoutStore, System::nanoTime);
      while (watch.isPresent()) {
        Thread.sleep(watch.get().toMillis());
        look = next.look();
        if (output == Format.text && System.console() != null) {
          System.out.print(CLEAR);
        }
        print(look);
      }
      return ClusterStatus.exitCode(look);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }

  private void print(ClusterLook look) throws JsonProcessingException {
    ClusterStatus status = ClusterStatus.of(look);
    System.out.println(
        output == Format.json
            ? new JsonMapper().writeValueAsString(status)
            : StatusText.of(status, Style.ofEnvironment()).stripTrailing());
  }
}
