package io.redissentinel.program;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Map;

/**
 * Which keys of a stack's configuration are encrypted in its file. Pulumi's SDK tells values only;
 * its language host hands the keys over in an environment variable, or none where there are none.
 */
final class EncryptedKeys {
  private static final String VARIABLE = "PULUMI_CONFIG_SECRET_KEYS";
  private static final JsonMapper JSON = new JsonMapper();
  private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};

  private final List<String> keys;
  private final String namespace;

  private EncryptedKeys(List<String> keys, String namespace) {
    this.keys = keys;
    this.namespace = namespace;
  }

  static EncryptedKeys ofEnvironment(Map<String, String> environment, String project) {
    String json = environment.getOrDefault(VARIABLE, "");
    try {
      return new EncryptedKeys(
          json.isBlank() ? List.of() : JSON.readValue(json, TEXTS), project + ":");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("%s is not a list: %s".formatted(VARIABLE, json), e);
    }
  }

  /** Whether the value of this key, without its namespace, is encrypted. */
  boolean contains(String key) {
    return keys.contains(namespace + key);
  }
}
