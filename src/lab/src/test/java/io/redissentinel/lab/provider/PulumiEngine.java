package io.redissentinel.lab.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * The real Pulumi command line, from PATH, with a home, a backend and a passphrase of its own. A
 * stack is kept at a desk: a folder with a copy of the project's description and the stack's
 * settings. So nothing is ever written into the program's folder.
 */
final class PulumiEngine {
  private static final String STACK = "test";
  private static final long LIMIT_SECONDS = 300;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Path temp;
  private final Path desk;
  private final Path program;
  private final Map<String, String> environment;

  /** What a run came to. */
  record Result(List<String> command, int exitCode, String output) {
    Result succeeded() {
      assertThat(exitCode).as("%s%n%s", command, output).isZero();
      return this;
    }

    Result failed() {
      assertThat(exitCode).as("%s%n%s", command, output).isNotZero();
      return this;
    }
  }

  /**
   * @param program the folder whose Pulumi.yaml is the program's
   * @param settings the stack's configuration file
   */
  PulumiEngine(Path temp, Path program, String settings, ProviderServer provider)
      throws IOException {
    requireOnPath("pulumi");
    this.temp = temp;
    this.program = program;
    this.desk = Files.createDirectories(temp.resolve("desk"));
    this.environment =
        Map.of(
            "PULUMI_HOME",
            Files.createDirectories(temp.resolve("home")).toString(),
            "PULUMI_BACKEND_URL",
            "file://" + Files.createDirectories(temp.resolve("backend")),
            "PULUMI_CONFIG_PASSPHRASE",
            UUID.randomUUID().toString(),
            "PULUMI_DEBUG_PROVIDERS",
            provider.debugProviders(),
            "PULUMI_SKIP_UPDATE_CHECK",
            "true",
            "PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION",
            "true",
            "NO_COLOR",
            "true");
    String project =
        Files.readString(program.resolve("Pulumi.yaml")).replaceAll("(?m)^stackConfigDir:.*", "");
    Files.writeString(desk.resolve("Pulumi.yaml"), project);
    Files.writeString(settings(), settings);
    run(desk, "stack", "init", STACK).succeeded();
  }

  private static void requireOnPath(String tool) {
    boolean found =
        Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
    assertThat(found)
        .as("%s must be on PATH for the tests tagged 'engine'; bin/test sees to it", tool)
        .isTrue();
  }

  private Path settings() {
    return desk.resolve("Pulumi." + STACK + ".yaml");
  }

  /** Changes the stack's configuration. */
  void configure(String... arguments) {
    List<String> command = new ArrayList<>(List.of("config", "--stack", STACK));
    command.addAll(List.of(arguments));
    run(desk, command.toArray(String[]::new)).succeeded();
  }

  Result up(String... options) {
    return operate("up", options);
  }

  /** Runs an operation on the stack: up, preview, refresh or destroy. */
  Result operate(String operation, String... options) {
    return run(program, operation(operation, options));
  }

  private String[] operation(String operation, String... options) {
    List<String> command = new ArrayList<>(List.of(operation, "--stack", STACK));
    command.addAll(List.of("--config-file", settings().toString()));
    if (!operation.equals("preview")) {
      command.addAll(List.of("--yes", "--skip-preview"));
    }
    command.addAll(List.of(options));
    return command.toArray(String[]::new);
  }

  /** The resources in the stack's state. */
  JsonNode resources() throws IOException {
    Result export = run(desk, "stack", "export", "--stack", STACK).succeeded();
    return JSON.readTree(export.output()).at("/deployment/resources");
  }

  /** The resource whose URN ends so, for example {@code Instance::redis-a}. */
  JsonNode resource(String typeAndName) throws IOException {
    for (JsonNode resource : resources()) {
      if (resource.get("urn").asText().endsWith(":" + typeAndName)) {
        return resource;
      }
    }
    throw new AssertionError("no resource " + typeAndName + " in the state");
  }

  private Result run(Path folder, String... arguments) {
    return await(start(folder, arguments));
  }

  /** A run under way. */
  record Running(List<String> command, Process process, Path output) {
    /** What Ctrl-C does. */
    void interrupt() throws IOException, InterruptedException {
      new ProcessBuilder("kill", "-INT", String.valueOf(process.pid())).start().waitFor();
    }
  }

  Running start(String operation, String... options) {
    return start(program, operation(operation, options));
  }

  private Running start(Path folder, String... arguments) {
    try {
      List<String> command = new ArrayList<>(List.of("pulumi", "--non-interactive"));
      command.addAll(List.of(arguments));
      Path output = Files.createTempFile(temp, "output", ".txt");
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile());
      builder.environment().putAll(environment);
      return new Running(command, builder.start(), output);
    } catch (IOException e) {
      throw new AssertionError("pulumi cannot be started", e);
    }
  }

  static Result await(Running running) {
    try {
      boolean ended = running.process().waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
      String output = Files.readString(running.output());
      if (!ended) {
        running.process().destroyForcibly();
        throw new AssertionError(running.command() + " took too long, and said:\n" + output);
      }
      return new Result(running.command(), running.process().exitValue(), output);
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** The project's root, where its own Pulumi.yaml is. */
  static Path projectRoot() {
    Path folder = Path.of("").toAbsolutePath();
    while (folder != null && !Files.exists(folder.resolve("stacks/Pulumi.local.yaml"))) {
      folder = folder.getParent();
    }
    assertThat(folder).as("a folder above this one with stacks/Pulumi.local.yaml").isNotNull();
    return folder;
  }
}
