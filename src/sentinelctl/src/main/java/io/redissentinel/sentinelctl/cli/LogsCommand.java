package io.redissentinel.sentinelctl.cli;

import io.redissentinel.sentinelctl.CtlException;
import io.redissentinel.sentinelctl.ExitCode;
import io.redissentinel.sentinelctl.stack.NodeRef;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sentinelctl logs [NODE...]}. */
@Command(
    name = "logs",
    mixinStandardHelpOptions = true,
    header = "Shows the nodes' logs.",
    description =
        "Shows the end of the nodes' logs: the bootstrap's, Redis's and Sentinel's. With --console what an"
            + " instance wrote on its console, which needs no login: also of a node that is down.")
final class LogsCommand implements Callable<Integer> {
  private static final Map<String, String> FILES =
      Map.of(
          "bootstrap", "/var/log/redis-node.log",
          "redis", "/var/log/redis/redis-server.log",
          "sentinel", "/var/log/redis/redis-sentinel.log",
          "compile", "/var/log/redis-build.log");

  @Mixin private Target target;

  @Parameters(paramLabel = "NODE", description = "a, b, c, ... or master (default: all).")
  private List<String> nodes = List.of();

  @Option(
      names = "--of",
      paramLabel = "LOG",
      split = ",",
      defaultValue = "bootstrap,redis,sentinel",
      description = "bootstrap, redis, sentinel, compile (default: ${DEFAULT-VALUE}).")
  private List<String> logs = List.of();

  @Option(
      names = {"-n", "--lines"},
      paramLabel = "N",
      defaultValue = "50",
      description = "How many lines of each (default: ${DEFAULT-VALUE}).")
  private int lines = 50;

  @Option(
      names = {"-f", "--follow"},
      description = "Goes on showing what comes, until Ctrl-C.")
  private boolean follow;

  @Option(names = "--console", description = "The instance's console instead.")
  private boolean console;

  @Override
  public Integer call() {
    String command = command();
    try (Cluster cluster = target.open(new Progress(System.err))) {
      List<NodeRef> meant =
          nodes.isEmpty()
              ? cluster.outputs().nodes()
              : nodes.stream().map(cluster::node).distinct().toList();
      List<Thread> followers = new ArrayList<>();
      int code = ExitCode.OK;
      for (NodeRef node : meant) {
        Lines out = new Lines(System.out, meant.size() == 1 ? "" : node.key() + " | ");
        if (follow && !console) {
          Thread follower =
              new Thread(() -> show(cluster, node, command, out), "follow-" + node.key());
          follower.setDaemon(true);
          follower.start();
          followers.add(follower);
        } else {
          code = Math.max(code, show(cluster, node, command, out));
        }
      }
      for (Thread follower : followers) {
        follower.join();
      }
      return code;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitCode.FAILED;
    }
  }

  /** One node's; a node that cannot be reached does not hide the others'. */
  private int show(Cluster cluster, NodeRef node, String command, Lines out) {
    try (out) {
      if (console) {
        out.print(end(cluster.console().text(node)));
        return ExitCode.OK;
      }
      OutputStream err = new Lines(System.err, node.key() + " | ");
      return cluster.shells().of(node).stream(command, InputStream.nullInputStream(), out, err) == 0
          ? ExitCode.OK
          : ExitCode.FAILED;
    } catch (CtlException e) {
      System.err.println("error: " + e.getMessage());
      return e.exitCode();
    }
  }

  private String end(String text) {
    List<String> all = text.lines().toList();
    return String.join("\n", all.subList(Math.max(0, all.size() - lines), all.size())) + "\n";
  }

  private String command() {
    List<String> words =
        new ArrayList<>(List.of("sudo", "-n", "tail", "-n", Integer.toString(lines)));
    if (follow) {
      words.add("-F");
    }
    for (String log : logs) {
      if (!FILES.containsKey(log)) {
        throw CtlException.usage(
            "--of: must be some of bootstrap, redis, sentinel, compile, got '%s'".formatted(log));
      }
      words.add(FILES.get(log));
    }
    return String.join(" ", words);
  }
}
