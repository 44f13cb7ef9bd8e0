package io.redissentinel.lab.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.redissentinel.lab.cloud.Region;
import io.redissentinel.lab.host.StateLock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;

/**
 * A Pulumi project as the lab runs it: its program and the configuration of one of its stacks, the
 * latter in a copy in the lab's state, so that the user's files stay as they are.
 */
final class Project {
  /** The name of the cluster that this project's program makes. */
  static final String CLUSTER = "redis";

  /** The stack that the lab runs unless told otherwise. */
  static final String DEFAULT_STACK = "local";

  private static final String LOCK = "lock";
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
    alone(() -> write(values));
  }

  /**
   * Writes the copy anew, runs what changes it, such as {@code pulumi config}, and keeps the
   * changes for the next time. One at a time, over all threads and JVMs: both work on the same
   * files.
   *
   * @param values by key, without the project's name
   * @return the command's exit code
   */
  int change(Map<String, Object> values, IntSupplier command) {
    AtomicInteger code = new AtomicInteger();
    alone(
        () -> {
          write(values);
          try {
            ObjectNode before = settings();
            code.set(command.getAsInt());
            keepChangesSince(before);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
    return code.get();
  }

  /** Does something to the copy, while no other command does. */
  void alone(Runnable work) {
    try {
      Files.createDirectories(this.work);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    StateLock.hold(this.work.resolve(LOCK), work);
  }

  private void write(Map<String, Object> values) {
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
      replace(configuration(), document);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As a whole: an engine may read it just now, and whoever writes may be killed. */
  private static void replace(Path file, ObjectNode document) throws IOException {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    YAML.writeValue(part.toFile(), document);
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** What the copy says. */
  ObjectNode settings() throws IOException {
    return read(configuration()).withObjectProperty("config");
  }

  /**
   * Keeps what was changed in the copy, for the next time that it is written anew.
   *
   * @param before what it said
   */
  private void keepChangesSince(ObjectNode before) throws IOException {
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
    replace(changes(), changes);
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
