package io.redissentinel.lab.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintStream;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bin/lab status}. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    header = "Says what the nodes are.",
    description =
        "Says what the nodes of a cluster are. Exit code 0 healthy, 3 not, 4 no quorum, 5 nothing there.")
final class StatusCommand implements Callable<Integer> {
  @Option(
      names = "--output",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "text or json (default: ${DEFAULT-VALUE}).")
  private String output = "text";

  @Option(
      names = "--cluster",
      paramLabel = "NAME",
      description = "Which one, where the lab runs several (default: the first by name).")
  private Optional<String> cluster = Optional.empty();

  @Override
  public Integer call() throws JsonProcessingException {
    if (!List.of("text", "json").contains(output)) {
      throw new UsageException("--output: must be text or json, got '" + output + "'");
    }
    Session session = Session.open(Lab.fromEnvironment());
    List<String> clusters =
        Stream.concat(
                session.nodes().stream().map(LabNode::cluster),
                session.lostNodes().stream().map(LostNode::cluster))
            .distinct()
            .sorted()
            .toList();
    if (clusters.isEmpty()) {
      throw new NothingThere();
    }
    String meant = cluster.orElse(clusters.get(0));
    if (!clusters.contains(meant)) {
      throw new UsageException(
          "--cluster: must be one of %s, got '%s'".formatted(String.join(", ", clusters), meant));
    }
    ClusterStatus status = session.status(meant);
    if (output.equals("json")) {
      System.out.println(new JsonMapper().writeValueAsString(status));
    } else {
      print(status, System.out);
    }
    return status.exitCode();
  }

  static void print(ClusterStatus status, PrintStream out) {
    out.printf(
        "%s, master %s, quorum %s%n",
        status.healthy() ? "healthy" : "NOT healthy",
        Objects.requireNonNullElse(status.master(), "none"),
        Objects.requireNonNullElse(status.quorum(), "unknown"));
    out.printf(
        "%-5s %-12s %-8s %-8s %-5s %-15s %s%n",
        "node", "address", "state", "role", "link", "sentinels seen", "redis");
    for (ClusterStatus.Node node : status.nodes()) {
      out.printf(
          "%-5s %-12s %-8s %-8s %-5s %-15s %s%n",
          node.key(),
          node.address(),
          node.state(),
          or(node.role()),
          node.linkUp() == null ? "-" : node.linkUp() ? "up" : "down",
          or(node.sentinelsSeen()),
          or(node.redisVersion()));
    }
  }

  private static Object or(Object value) {
    return value == null ? "-" : value;
  }
}
