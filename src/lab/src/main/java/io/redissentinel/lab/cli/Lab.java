package io.redissentinel.lab.cli;

import io.redissentinel.lab.host.LabSettings;
import io.redissentinel.lab.setup.MotoEnvironment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A lab and where its things are.
 *
 * @param name what its namespaces, cgroups and processes are named after; two labs can run side by
 *     side
 * @param root the project's folder
 * @param state what exists now: gone after {@code down}
 * @param cache what is kept for the next time: images, tarballs, tools
 */
record Lab(String name, Path root, Path state, Path cache) {
  private static final Path STATES = Path.of("/var/lib/redis-sentinel-lab");

  /** The lab that the launcher and LAB_NAME (default {@code redis-lab}) say. */
  static Lab fromEnvironment() {
    String name = System.getenv().getOrDefault("LAB_NAME", "redis-lab");
    if (!name.matches("[a-z][a-z0-9-]{0,11}")) {
      throw new UsageException(
          "LAB_NAME: must be up to 12 lower-case letters, digits and dashes, got '" + name + "'");
    }
    return new Lab(
        name,
        Path.of(System.getProperty("lab.root")),
        STATES.resolve(name),
        Path.of(System.getProperty("lab.cache")));
  }

  boolean exists() {
    return Files.isDirectory(state);
  }

  /** As the host knows it. */
  LabSettings settings(Path image, boolean cachesCompiles) {
    return new LabSettings(
        name,
        state,
        image,
        tarballs(),
        new MotoEnvironment(tools()).folder(),
        cachesCompiles ? Optional.of(cache.resolve("ccache")) : Optional.empty());
  }

  Path tools() {
    return cache.resolve("tools");
  }

  Path images() {
    return cache.resolve("images");
  }

  Path tarballs() {
    return state.resolve("tarballs");
  }
}
