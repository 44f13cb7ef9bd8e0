package io.redissentinel.sentinelctl.stack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.redissentinel.sentinelctl.CtlException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A stack of a Pulumi project: what it exports, how it is configured, and how it is brought up. */
public final class Stack {
  private final PulumiCommand pulumi;
  private final Optional<String> chosen;

  /**
   * Makes a stack; nothing is run yet.
   *
   * @param pulumi the command, in the project's folder
   * @param chosen the stack's name; empty: the one that is selected there
   */
  public Stack(PulumiCommand pulumi, Optional<String> chosen) {
    this.pulumi = pulumi;
    this.chosen = chosen;
  }

  /** What the stack exports. Secrets stay hidden. */
  public Outputs outputs() {
    return Outputs.parse(pulumi.capture(with("stack", "output", "--json")));
  }

  /**
   * One of the stack's outputs.
   *
   * @return missing where the stack has none of that name
   */
  public JsonNode output(String name) {
    try {
      return JsonMapper.builder()
          .build()
          .readTree(pulumi.capture(with("stack", "output", "--json")))
          .path(name);
    } catch (JsonProcessingException e) {
      throw CtlException.failed("the stack's outputs are no JSON: " + e.getOriginalMessage());
    }
  }

  /** The name that says which stack this is: as given, else as Pulumi says. */
  public String name() {
    return chosen.orElseGet(() -> pulumi.capture(List.of("stack", "--show-name")).strip());
  }

  /**
   * The project's name, from Pulumi.yaml.
   *
   * @throws CtlException if the folder is no project's
   */
  public String project() {
    Path file = pulumi.folder().resolve("Pulumi.yaml");
    try {
      return Files.readAllLines(file).stream()
          .filter(line -> line.startsWith("name:"))
          .map(line -> line.substring("name:".length()).strip().replaceAll("[\"']", ""))
          .findFirst()
          .orElseThrow(() -> CtlException.failed(file + " has no name"));
    } catch (IOException e) {
      throw CtlException.usage(
          "there is no Pulumi project in %s: name its folder with --project"
              .formatted(pulumi.folder()));
    }
  }

  /**
   * The stack's configuration as JSON: {@code {"project:key": {"value": ..., "secret": false}}},
   * secrets without their value.
   */
  public String configuration() {
    return pulumi.capture(with("config", "--json"));
  }

  /**
   * A value of the stack's configuration, in plain text.
   *
   * @param path such as {@code redis-sentinel:quorum} or {@code redis-sentinel:rollout[0]}
   */
  public Optional<String> config(String path) {
    try {
      return Optional.of(pulumi.capture(with("config", "get", "--path", path)).strip());
    } catch (CtlException e) {
      if (e.getMessage().contains("not found")) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Sets a value. It goes in by standard input, not by the command line. */
  public void setConfig(String path, String value) {
    pulumi.capture(with("config", "set", "--plaintext", "--path", path), value);
  }

  /** Sets a list, whatever was there before; an empty one takes the key away. */
  public void setConfigList(String path, List<String> values) {
    removeConfig(path);
    for (int i = 0; i < values.size(); i++) {
      setConfig("%s[%d]".formatted(path, i), values.get(i));
    }
  }

  /** Sets a value that Pulumi encrypts. It goes in by standard input, not by the command line. */
  public void setSecret(String path, String value) {
    pulumi.capture(with("config", "set", "--secret", "--path", path), value);
  }

  /** Takes a value away; nothing happens if there is none. */
  public void removeConfig(String path) {
    pulumi.capture(with("config", "rm", "--path", path));
  }

  /**
   * Updates the stack; what Pulumi says goes to stderr.
   *
   * @param config values by path for this update; what has to stay is set by {@link #setConfig}
   * @throws CtlException if it fails
   */
  public void up(Map<String, String> config) {
    run("up", config, List.of("--yes", "--skip-preview"));
  }

  /** Shows on stderr what an update with these values would do. */
  public void preview(Map<String, String> config) {
    run("preview", config, List.of());
  }

  /**
   * What an update with these values would do, as Pulumi's JSON.
   *
   * @param config values by path that are set, and stay
   * @throws CtlException if the program refuses them, or cannot run; the message has its last words
   */
  public String previewJson(Map<String, String> config) {
    List<String> arguments = new ArrayList<>(with("preview", "--json"));
    arguments.addAll(options(config));
    var captured = pulumi.attempt(arguments, "");
    if (captured.exitCode() != 0) {
      String errors = errors(captured.stdout());
      throw pulumi.failed(
          arguments,
          captured.exitCode(),
          errors.isEmpty() ? PulumiCommand.lastWords(captured.stderr()) : errors);
    }
    return captured.stdout();
  }

  /** With --json the errors are in it, and nowhere else. */
  private static String errors(String json) {
    try {
      StringBuilder errors = new StringBuilder();
      for (JsonNode diagnostic : JsonMapper.builder().build().readTree(json).path("diagnostics")) {
        if (diagnostic.path("severity").asText().equals("error")) {
          errors.append(diagnostic.path("message").asText().strip()).append('\n');
        }
      }
      return errors.toString().strip();
    } catch (JsonProcessingException e) {
      return "";
    }
  }

  /** Waits until no update runs any more that this JVM has begun, for at most this long. */
  public void awaitIdle(Duration limit) {
    pulumi.awaitIdle(limit);
  }

  private static List<String> options(Map<String, String> config) {
    List<String> options = new ArrayList<>();
    if (!config.isEmpty()) {
      options.add("--config-path");
      config.forEach((path, value) -> options.addAll(List.of("--config", path + "=" + value)));
    }
    return options;
  }

  private void run(String command, Map<String, String> config, List<String> options) {
    List<String> arguments = new ArrayList<>(with(command));
    arguments.addAll(options);
    arguments.addAll(options(config));
    int code = pulumi.show(arguments);
    if (code != 0) {
      throw CtlException.failed(
          "pulumi %s failed with exit code %d, see above".formatted(command, code));
    }
  }

  private List<String> with(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    chosen.ifPresent(name -> all.addAll(List.of("--stack", name)));
    return all;
  }
}
