package io.redissentinel.sentinelctl.cli;

import io.redissentinel.sentinelctl.CtlException;
import io.redissentinel.sentinelctl.aws.Ec2;
import io.redissentinel.sentinelctl.aws.Ec2Console;
import io.redissentinel.sentinelctl.ssh.CommandConsole;
import io.redissentinel.sentinelctl.ssh.Console;
import io.redissentinel.sentinelctl.ssh.Jump;
import io.redissentinel.sentinelctl.ssh.SshSettings;
import io.redissentinel.sentinelctl.stack.PulumiCommand;
import io.redissentinel.sentinelctl.stack.Stack;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** The options that say which cluster is meant and how its nodes are reached. */
final class Target {
  private static final int SSH_PORT = 22;

  @Option(
      names = {"-s", "--stack"},
      paramLabel = "NAME",
      defaultValue = "${env:SENTINELCTL_STACK}",
      description = "The Pulumi stack (default: the one that is selected in the project).")
  private Optional<String> stack = Optional.empty();

  @Option(
      names = "--project",
      paramLabel = "DIR",
      defaultValue = "${env:SENTINELCTL_PROJECT:-.}",
      description = "The Pulumi project's folder (default: this one).")
  private Path project = Path.of(".");

  @Option(
      names = "--user",
      paramLabel = "NAME",
      defaultValue = "${env:SENTINELCTL_USER:-ubuntu}",
      description = "Who logs in to the nodes (default: ${DEFAULT-VALUE}).")
  private String user = "ubuntu";

  @Option(
      names = {"-i", "--key"},
      paramLabel = "FILE",
      defaultValue = "${env:SENTINELCTL_KEY}",
      description =
          "Private key to log in with; several times for several (default: those in ~/.ssh).")
  private List<Path> keys = List.of();

  @Option(
      names = {"-J", "--jump"},
      paramLabel = "USER@HOST[:PORT]",
      defaultValue = "${env:SENTINELCTL_JUMP}",
      description =
          "The host that private nodes are reached through; its key has to be in ~/.ssh/known_hosts.")
  private Optional<String> jump = Optional.empty();

  @Option(
      names = "--proxy-command",
      paramLabel = "COMMAND",
      defaultValue = "${env:SENTINELCTL_PROXY_COMMAND}",
      description =
          "A command whose input and output are the connection, with %%h and %%p, as OpenSSH's ProxyCommand.")
  private Optional<String> proxyCommand = Optional.empty();

  @Option(
      names = "--known-hosts",
      paramLabel = "FILE",
      defaultValue = "${env:SENTINELCTL_KNOWN_HOSTS}",
      description =
          "Where the nodes' host keys are pinned (default: in ~/.config/redis-sentinel, by stack).")
  private Optional<Path> knownHosts = Optional.empty();

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      converter = Seconds.class,
      defaultValue = "20s",
      description =
          "How long a node may take to answer, such as 20s or 2m (default: ${DEFAULT-VALUE}).")
  private Duration timeout = Duration.ofSeconds(20);

  @Option(
      names = "--connect-timeout",
      paramLabel = "TIME",
      converter = Seconds.class,
      defaultValue = "10s",
      description = "How long a connection may take (default: ${DEFAULT-VALUE}).")
  private Duration connectTimeout = Duration.ofSeconds(10);

  /** Reads the stack's outputs, and is ready to log in. To be closed. */
  Cluster open(Progress progress) {
    Stack opened = stack();
    String name = opened.project() + (stack.isPresent() ? "/" + stack.get() : "");
    var outputs =
        progress.step(
            it -> "stack %s: %d nodes, outputs read".formatted(name, it.nodes().size()),
            opened::outputs);
    return new Cluster(opened, outputs, settings(opened), console(), timeout);
  }

  /** The stack alone. */
  Stack stack() {
    String pulumi = Optional.ofNullable(System.getenv("SENTINELCTL_PULUMI")).orElse("pulumi");
    return new Stack(new PulumiCommand(pulumi, project.toAbsolutePath().normalize()), given(stack));
  }

  Duration timeout() {
    return timeout;
  }

  private SshSettings settings(Stack opened) {
    Path home = Path.of(System.getProperty("user.home"));
    return new SshSettings(
        user,
        keys.isEmpty()
            ? ownKeys(home.resolve(".ssh"))
            : keys.stream().map(Target::readable).toList(),
        SSH_PORT,
        given(jump).map(Jump::parse),
        given(proxyCommand),
        knownHosts.orElseGet(() -> pins(home, opened)).toAbsolutePath(),
        home.resolve(".ssh/known_hosts"),
        connectTimeout);
  }

  private static Path pins(Path home, Stack stack) {
    String config = System.getenv("XDG_CONFIG_HOME");
    Path base = config == null || config.isEmpty() ? home.resolve(".config") : Path.of(config);
    String folder = (stack.project() + "-" + stack.name()).replaceAll("[^A-Za-z0-9._-]", "-");
    return base.resolve("redis-sentinel").resolve(folder).resolve("known_hosts");
  }

  private static Console console() {
    String command = System.getenv("SENTINELCTL_CONSOLE");
    return command == null ? new Ec2Console(Ec2::client) : new CommandConsole(command);
  }

  private static Path readable(Path key) {
    if (!Files.isReadable(key)) {
      throw CtlException.usage("--key: there is no file %s that can be read".formatted(key));
    }
    return key;
  }

  private static List<Path> ownKeys(Path folder) {
    return Stream.of("id_ed25519", "id_ecdsa", "id_rsa")
        .map(folder::resolve)
        .filter(Files::isReadable)
        .toList();
  }

  private static Optional<String> given(Optional<String> value) {
    return value.filter(Predicate.not(String::isEmpty));
  }
}
