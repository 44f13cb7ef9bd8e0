package io.redissentinel.lab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
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

  private void change(String key, String value) {
    project.change(Map.of("nodeCount", 3), () -> set(key, value));
  }

  /** As `pulumi config set` does, which writes numbers as strings, and not in one go. */
  private int set(String key, String value) {
    try {
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
      return 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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

  @Test
  void changesAtTheSameTimeAllStay() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<?>> changes = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        String key = "p:k" + i;
        changes.add(threads.submit(() -> change(key, "v")));
        changes.add(threads.submit(() -> project.configure(Map.of("nodeCount", 3))));
      }
      for (Future<?> change : changes) {
        change.get();
      }
    } finally {
      threads.shutdown();
    }
    project.configure(Map.of("nodeCount", 3));
    ObjectNode settings = project.settings();
    assertThat(IntStream.range(0, 40).mapToObj(i -> "p:k" + i)).allMatch(settings::has);
  }
}
