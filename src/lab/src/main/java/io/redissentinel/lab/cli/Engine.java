package io.redissentinel.lab.cli;

import io.redissentinel.lab.cloud.Cloud;
import io.redissentinel.lab.host.LabHost;
import io.redissentinel.lab.provider.ProviderServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The real Pulumi engine, with the lab in the place of the provider for AWS: runs the {@code
 * pulumi} command with a backend, a home and a passphrase of the lab's own.
 */
final class Engine {
  /** The commands that read a stack's configuration. */
  private static final Set<String> CONFIGURED =
      Set.of("up", "update", "preview", "pre", "refresh", "destroy", "config", "import", "watch");

  private static final String CHANGES_CONFIGURATION = "config";

  private static final Set<String> WITHOUT_CLOUD = Set.of("config", "stack", "version", "whoami");

  private final Lab lab;
  private final LabHost host;
  private final Cloud cloud;

  Engine(Lab lab, LabHost host, Cloud cloud) {
    this.lab = lab;
    this.host = host;
    this.cloud = cloud;
  }

  /**
   * Runs a command on a project's stack, which is made if absent, on this terminal.
   *
   * @return the command's exit code
   */
  int run(Project project, Map<String, Object> configuration, List<String> command) {
    try {
      initialise(project);
      Map<String, Object> values = withLogin(project, configuration);
      if (command.get(0).equals(CHANGES_CONFIGURATION)) {
        return project.change(values, () -> show(argv(project, command)));
      }
      project.configure(values);
      List<String> argv = argv(project, command);
      if (needsNoCloud(command)) {
        return withCtrlC(start(argv, 0));
      }
      try (ProviderServer provider = ProviderServer.start(cloud)) {
        return withCtrlC(start(argv, provider.port()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> argv(Project project, List<String> command) {
    List<String> argv = new ArrayList<>(List.of("pulumi", "--cwd", project.folder().toString()));
    argv.addAll(command);
    if (command.stream().anyMatch(CONFIGURED::contains)) {
      argv.addAll(List.of("--config-file", project.configuration().toString()));
    }
    if (!command.get(0).equals("version")) {
      argv.addAll(List.of("--stack", project.stack()));
    }
    return argv;
  }

  private int show(List<String> argv) {
    try {
      return withCtrlC(start(argv, 0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether a command needs neither provider nor nodes. */
  static boolean needsNoCloud(List<String> command) {
    return WITHOUT_CLOUD.contains(command.get(0));
  }

  /**
   * The stack that the lab runs lets the lab's clients log in with the lab's key; the others say
   * themselves who may.
   */
  private Map<String, Object> withLogin(Project project, Map<String, Object> configuration)
      throws IOException {
    Map<String, Object> values = new LinkedHashMap<>(configuration);
    if (project.stack().equals(Project.DEFAULT_STACK)) {
      values.put("publicKey", new LoginKey(lab).publicKey());
      values.put("sshCidrs", List.of("10.77.0.0/24"));
    }
    return values;
  }

  private void initialise(Project project) {
    project.alone(
        () -> {
          try {
            if (!Files.exists(project.configuration())) {
              project.prepare();
              initStack(project);
            }
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private void initStack(Project project) throws IOException {
    Process init =
        start(
            List.of("pulumi", "--cwd", project.work().toString(), "stack", "init", project.stack()),
            0);
    waitFor(init);
    if (init.exitValue() != 0) {
      throw new IllegalStateException("pulumi stack init failed, see above");
    }
  }

  private Process start(List<String> argv, int providerPort) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(host.givingWay(argv)).inheritIO();
    Map<String, String> environment = builder.environment();
    environment.put("PULUMI_HOME", directory("pulumi-home").toString());
    environment.put("PULUMI_BACKEND_URL", "file://" + directory("pulumi"));
    environment.put("PULUMI_CONFIG_PASSPHRASE_FILE", passphrase().toString());
    environment.put("PULUMI_SKIP_UPDATE_CHECK", "true");
    environment.put("PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION", "true");
    environment.put("PULUMI_DEBUG_PROVIDERS", "aws:" + providerPort);
    return builder.start();
  }

  /**
   * Ctrl-C reaches the engine too, which then cancels what it waits for and saves what there is. So
   * this JVM, and with it the provider, stays until the engine has ended.
   */
  private static int withCtrlC(Process pulumi) {
    Thread hook = new Thread(() -> waitFor(pulumi), "wait-for-pulumi");
    Runtime.getRuntime().addShutdownHook(hook);
    int code = waitFor(pulumi);
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is ending already: the hook has done its part.
    }
    return code;
  }

  private static int waitFor(Process process) {
    try {
      while (!process.waitFor(1, TimeUnit.HOURS)) {
        // An engine takes as long as it takes; it has limits of its own.
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      return ExitCode.FAILED;
    }
  }

  private Path directory(String name) throws IOException {
    return Files.createDirectories(lab.state().resolve(name));
  }

  private Path passphrase() throws IOException {
    Path file = lab.state().resolve("passphrase");
    if (!Files.exists(file)) {
      byte[] random = new byte[32];
      new SecureRandom().nextBytes(random);
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(file, HexFormat.of().formatHex(random));
    }
    return file;
  }
}
