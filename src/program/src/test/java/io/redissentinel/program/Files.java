package io.redissentinel.program;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;

/** The project's own files, as the tests see them from this module. */
final class Files {
  private static final Path ROOT = Path.of("..", "..");
  private static final YAMLMapper YAML = new YAMLMapper();

  private Files() {}

  static JsonNode project() throws IOException {
    return YAML.readTree(ROOT.resolve("Pulumi.yaml").toFile());
  }

  static JsonNode stack(String name) throws IOException {
    Path file = ROOT.resolve(project().path("stackConfigDir").asText());
    return YAML.readTree(file.resolve("Pulumi.%s.yaml".formatted(name)).toFile());
  }

  /** The value as Pulumi hands it to a program: a text as it is, everything else as JSON. */
  static String asConfigured(JsonNode value) {
    return value.isTextual() ? value.asText() : value.toString();
  }
}
