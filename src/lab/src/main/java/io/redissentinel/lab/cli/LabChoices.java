package io.redissentinel.lab.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.redissentinel.lab.setup.Tarball;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a lab was brought up with, so that the next {@code up} and {@code pulumi} mean the same.
 *
 * @param nodes how many nodes
 * @param base the suite of the nodes' base image
 * @param tarball the Redis that the nodes compile
 * @param cachesCompiles whether compilers take what they made on other nodes before
 */
record LabChoices(int nodes, String base, Tarball tarball, boolean cachesCompiles) {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String FILE = "settings.json";

  static Optional<LabChoices> load(Lab lab) {
    Path file = lab.state().resolve(FILE);
    try {
      return Files.exists(file)
          ? Optional.of(JSON.readValue(file.toFile(), LabChoices.class))
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void save(Lab lab) {
    try {
      JSON.writeValue(lab.state().resolve(FILE).toFile(), this);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The stack configuration that the lab sets, by key: what AWS would have and this machine not.
   */
  Map<String, Object> configuration() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("nodeCount", nodes);
    values.put("redisVersion", tarball.version());
    values.put("redisUrl", "http://10.77.0.2/" + tarball.servedName());
    values.put("redisSha256", tarball.sha256());
    values.put("awsEndpointUrl", "http://10.77.0.3");
    return values;
  }
}
