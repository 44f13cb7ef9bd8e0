package io.redissentinel.sentinelctl.verify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whom a stack lets in, as its configuration says.
 *
 * @param clients blocks and security groups that may reach Redis and Sentinel
 * @param ssh blocks that may log in
 * @param open whether the clients may be the whole world
 */
public record Access(Set<String> clients, Set<String> ssh, boolean open) {
  /**
   * Reads what {@code pulumi config --json} prints.
   *
   * @param project whose keys count
   * @return empty where no such key is set: another program configures the component in its own way
   */
  public static Optional<Access> parse(String json, String project) {
    try {
      JsonNode config = new JsonMapper().readTree(json);
      boolean ours =
          config.properties().stream()
              .anyMatch(
                  it ->
                      it.getKey()
                          .matches(project + ":(clientCidrs|clientSecurityGroupIds|sshCidrs)"));
      if (!ours) {
        return Optional.empty();
      }
      Set<String> clients = list(config, project + ":clientCidrs");
      clients.addAll(list(config, project + ":clientSecurityGroupIds"));
      return Optional.of(
          new Access(
              clients,
              list(config, project + ":sshCidrs"),
              config.path(project + ":allowPublic").path("value").asText().equals("true")));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  private static Set<String> list(JsonNode config, String key) {
    Set<String> values = new TreeSet<>();
    config.path(key).path("objectValue").forEach(value -> values.add(value.asText()));
    return values;
  }
}
