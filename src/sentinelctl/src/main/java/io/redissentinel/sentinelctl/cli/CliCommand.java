package io.redissentinel.sentinelctl.cli;

import io.redissentinel.sentinelctl.ssh.NodeShell;
import io.redissentinel.sentinelctl.stack.NodeRef;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sentinelctl cli [COMMAND]}. */
@Command(
    name = "cli",
    mixinStandardHelpOptions = true,
    header = "Runs redis-cli on the current master, or on another node.",
    description = {
      "Runs redis-cli on the current master, or on another node; the node supplies the password. A Redis"
          + " command goes there by standard input, so its arguments are on no command line but yours.",
      "",
      "  sentinelctl cli info replication",
      "  sentinelctl cli --node b --sentinel -- sentinel ckquorum mymaster",
      "  sentinelctl cli < commands.txt",
      "  sentinelctl cli -- --bigkeys"
    })
final class CliCommand implements Callable<Integer> {
  @Mixin private Target target;

  @Option(
      names = {"-n", "--node"},
      paramLabel = "NODE",
      defaultValue = Cluster.MASTER,
      description = "a, b, c, ... (default: the one that is master now).")
  private String node = Cluster.MASTER;

  @Option(names = "--sentinel", description = "Talks to the node's sentinel, not to its server.")
  private boolean sentinel;

  @Parameters(
      paramLabel = "COMMAND",
      description =
          "A Redis command, or options of redis-cli behind `--`. Without: standard input, or a prompt on a terminal.")
  private List<String> command = List.of();

  @Override
  public Integer call() {
    Progress progress = new Progress(System.err);
    try (Cluster cluster = target.open(progress)) {
      NodeRef meant = cluster.node(node);
      int port = sentinel ? cluster.outputs().sentinelPort() : cluster.outputs().redisPort();
      String redisCli = "sudo -n redis-cli -h %s -p %d".formatted(meant.privateAddress(), port);
      boolean terminal = System.console() != null;
      if (command.isEmpty() && terminal) {
        return OpenSshCommand.run(cluster, meant, redisCli);
      }
      NodeShell shell = cluster.shells().of(meant);
      if (command.isEmpty()) {
        return shell.stream(redisCli, System.in, System.out, System.err);
      }
      if (command.get(0).startsWith("-")) {
        String options = command.stream().map(NodeShell::quote).collect(Collectors.joining(" "));
        return shell.stream(redisCli + " " + options, System.in, System.out, System.err);
      }
      return shell.stream(
          terminal ? redisCli + " --no-raw" : redisCli, line(command), System.out, System.err);
    }
  }

  /** The command as redis-cli reads it from a file: words in double quotes, odd bytes as \xHH. */
  static InputStream line(List<String> words) {
    StringBuilder line = new StringBuilder();
    for (String word : words) {
      line.append(line.isEmpty() ? "\"" : " \"");
      for (byte b : word.getBytes(StandardCharsets.UTF_8)) {
        if (b >= ' ' && b < 0x7f && b != '"' && b != '\\') {
          line.append((char) b);
        } else {
          line.append("\\x%02x".formatted(b));
        }
      }
      line.append('"');
    }
    return new ByteArrayInputStream(line.append('\n').toString().getBytes(StandardCharsets.UTF_8));
  }
}
