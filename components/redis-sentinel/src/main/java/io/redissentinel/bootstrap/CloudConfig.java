package io.redissentinel.bootstrap;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator.Feature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A cloud-config document that writes files and starts the bootstrap. */
final class CloudConfig {
  private static final YAMLMapper YAML =
      new YAMLMapper(
          YAMLFactory.builder()
              .disable(Feature.WRITE_DOC_START_MARKER)
              .disable(Feature.SPLIT_LINES)
              .enable(Feature.LITERAL_BLOCK_STYLE)
              .enable(Feature.MINIMIZE_QUOTES)
              .enable(Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
              .build());

  private CloudConfig() {}

  static String of(List<NodeFile> files) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("write_files", files.stream().map(CloudConfig::entry).toList());
    // Only the first boot needs cloud-init: the unit is enabled, and starts by itself at the
    // others.
    document.put(
        "runcmd",
        List.of(
            List.of("systemctl", "daemon-reload"),
            List.of("systemctl", "enable", "--now", "--no-block", "redis-node.service")));
    try {
      return "#cloud-config\n" + YAML.writeValueAsString(document);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("strings and lists are always YAML", e);
    }
  }

  private static Map<String, String> entry(NodeFile file) {
    Map<String, String> entry = new LinkedHashMap<>();
    entry.put("path", file.path());
    entry.put("permissions", file.mode());
    entry.put("content", file.content());
    return entry;
  }
}
