package io.redissentinel.lab.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.redissentinel.lab.cloud.Region;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A Pulumi project as the lab runs it: its program and the configuration of one of its stacks, the
 * latter in a copy in the lab's state, so that the user's files stay as they are.
 */
final class Project {
  /** The name of the cluster that this project's program makes. */
  static final String CLUSTER = "redis";

  /** The stack that the lab runs unless told otherwise. */
  static final String DEFAULT_STACK = "local";

  private static final YAMLMapper YAML = new YAMLMapper();

  private final Path folder;
  private final String stack;
  private final JsonNode definition;
  private final Path work;

  /**
   * Reads a project.
   *
   * @param folder where its Pulumi.yaml is
   * @param stack which of its stacks
   * @throws UsageException if there is none
   */
  Project(Lab lab, Path folder, String stack) {
    this.folder = folder;
    this.stack = stack;
    Path file = folder.resolve("Pulumi.yaml");
    if (!Files.exists(file)) {
      throw new UsageException(
          "there is no Pulumi.yaml in " + folder + ": name a project's folder with --cwd");
    }
    try {
      this.definition = YAML.readTree(file.toFile());
    } catch (IOException e) {
      throw new UsageException("cannot read " + file + ": " + e.getMessage());
    }
    this.work = lab.state().resolve("projects").resolve(name());
  }

  String name() {
    return definition.path("name").asText();
  }

  String stack() {
    return stack;
  }

  Path folder() {
    return folder;
  }

  /** A folder with a project of the same name and nothing else: where the stack is made. */
  Path work() {
    return work;
  }

  /** The copy of the stack's configuration. */
  Path configuration() {
    return work.resolve("Pulumi." + stack + ".yaml");
  }

  /** Makes {@link #work}, if absent. */
  void prepare() throws IOException {
    Files.createDirectories(work);
    Files.writeString(work.resolve("Pulumi.yaml"), "name: " + name() + "\nruntime: yaml\n");
  }

  /**
   * Writes the copy anew: what the stack's own file says, what was changed by `pulumi config`
   * since, and the lab's values and region over it. Keeps the salt that the stack's secrets are
   * encrypted with.
   *
   * @param values by key, without the project's name
   */
  void configure(Map<String, Object> values) {
    try {
      Path own =
          folder
              .resolve(definition.path("stackConfigDir").asText("."))
              .resolve("Pulumi." + stack + ".yaml");
      ObjectNode document = read(own);
      JsonNode salt = read(configuration()).path("encryptionsalt");
      if (!salt.isMissingNode()) {
        document.set("encryptionsalt", salt);
      }
      ObjectNode config = document.withObjectProperty("config");
      read(changes())
          .properties()
          .forEach(
              change -> {
                if (change.getValue().isNull()) {
                  config.remove(change.getKey());
                } else {
                  config.set(change.getKey(), change.getValue());
                }
              });
      values.forEach((key, value) -> config.set(name() + ":" + key, YAML.valueToTree(value)));
      config.put("aws:region", Region.NAME);
      YAML.writeValue(configuration().toFile(), document);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the copy says. */
  ObjectNode settings() throws IOException {
    return read(configuration()).withObjectProperty("config");
  }

  /**
   * Keeps what `pulumi config` has changed in the copy, for the next time that it is written anew.
   *
   * @param before what it said
   */
  void keepChangesSince(ObjectNode before) throws IOException {
    ObjectNode changes = read(changes());
    ObjectNode after = settings();
    for (ObjectNode side : List.of(before, after)) {
      side.fieldNames()
          .forEachRemaining(
              key -> {
                if (!text(before.get(key)).equals(text(after.get(key)))) {
                  changes.set(key, after.get(key));
                }
              });
    }
    YAML.writeValue(changes().toFile(), changes);
  }

  /** Pulumi writes numbers as strings, which means the same to it. */
  private static String text(JsonNode value) {
    return value == null ? "" : value.isValueNode() ? value.asText() : value.toString();
  }

  private Path changes() {
    return work.resolve("changes." + stack + ".yaml");
  }

  private static ObjectNode read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return YAML.createObjectNode();
    }
    JsonNode tree = YAML.readTree(file.toFile());
    return tree instanceof ObjectNode object ? object : YAML.createObjectNode();
  }
}
