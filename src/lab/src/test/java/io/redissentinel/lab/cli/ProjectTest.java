package io.redissentinel.lab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The copy of a stack's configuration. */
class ProjectTest {
  private static final YAMLMapper YAML = new YAMLMapper();

  @TempDir private Path folder;
  private Project project;

  @BeforeEach
  void make() throws IOException {
    Files.writeString(folder.resolve("Pulumi.yaml"), "name: p\n");
    Files.writeString(
        folder.resolve("Pulumi.local.yaml"),
        "config:\n  p:own: 1\n  p:other: x\n  p:nodeCount: 9\n");
    project =
        new Project(new Lab("lab-x", folder, folder.resolve("state"), folder), folder, "local");
    project.prepare();
    project.configure(Map.of("nodeCount", 3));
  }

  /** As `pulumi config set` does, which writes numbers as strings. */
  private void change(String key, String value) throws IOException {
    ObjectNode before = project.settings();
    ObjectNode document = YAML.createObjectNode();
    ObjectNode config = document.putObject("config");
    before.fieldNames().forEachRemaining(name -> config.put(name, before.get(name).asText()));
    if (value == null) {
      config.remove(key);
    } else {
      config.put(key, value);
    }
    YAML.writeValue(project.configuration().toFile(), document);
    project.keepChangesSince(before);
  }

  @Test
  void itIsTheStacksOwnAndTheLabsOverIt() throws IOException {
    assertThat(project.settings().path("p:own").asInt()).isEqualTo(1);
    assertThat(project.settings().path("p:nodeCount").asInt()).isEqualTo(3);
  }

  @Test
  void whatPulumiConfigChangedStays() throws IOException {
    change("p:own", "2");
    change("p:other", null);
    project.configure(Map.of("nodeCount", 3));
    assertThat(project.settings().path("p:own").asText()).isEqualTo("2");
    assertThat(project.settings().has("p:other")).isFalse();
  }

  @Test
  void whatItDidNotChangeFollowsTheStacksFile() throws IOException {
    change("p:other", "y");
    Files.writeString(folder.resolve("Pulumi.local.yaml"), "config:\n  p:own: 5\n");
    project.configure(Map.of("nodeCount", 3));
    assertThat(project.settings().path("p:own").asInt()).isEqualTo(5);
    assertThat(project.settings().path("p:other").asText()).isEqualTo("y");
  }

  @Test
  void theLabsOwnValuesStayItsOwn() throws IOException {
    change("p:nodeCount", "7");
    project.configure(Map.of("nodeCount", 3));
    assertThat(project.settings().path("p:nodeCount").asInt()).isEqualTo(3);
  }
}
