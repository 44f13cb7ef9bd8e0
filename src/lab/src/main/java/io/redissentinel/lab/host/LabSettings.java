package io.redissentinel.lab.host;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What sets one lab apart from another on the same machine, and where it keeps its things.
 *
 * @param name of its network namespace and cgroup, for example {@code redis-lab}
 * @param state folder of the nodes, the volumes and the metadata; gone after {@link
 *     LabHost#destroyEverything}
 * @param image folder of the base image's root file system; only ever read
 * @param tarballs folder that nodes can download from; only ever read
 * @param moto folder of the Python environment with moto; only ever read
 * @param compilerCache folder in which the nodes' compilers keep what they made, for the next
 *     nodes; empty where each is to compile as on a machine of its own
 */
public record LabSettings(
    String name, Path state, Path image, Path tarballs, Path moto, Optional<Path> compilerCache) {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,30}");

  public LabSettings {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "lab name: must match %s, got '%s'".formatted(NAME.pattern(), name));
    }
    state = state.toAbsolutePath().normalize();
    image = image.toAbsolutePath().normalize();
    tarballs = tarballs.toAbsolutePath().normalize();
    moto = moto.toAbsolutePath().normalize();
    compilerCache = compilerCache.map(folder -> folder.toAbsolutePath().normalize());
  }

  Path nodes() {
    return state.resolve("nodes");
  }

  Path node(String instanceId) {
    return nodes().resolve(instanceId);
  }

  Path volumes() {
    return state.resolve("volumes");
  }

  Path volume(String volumeId) {
    return volumes().resolve(volumeId + ".img");
  }

  Path interfaces() {
    return state.resolve("interfaces");
  }

  Path metadata() {
    return state.resolve("metadata");
  }

  Path services() {
    return state.resolve("services");
  }

  /** How the tarball server is to answer. */
  Path tarballMode() {
    return services().resolve("tarball-mode");
  }

  /** What AWS's own services keep: moto's state, and the keys to it. */
  Path apis() {
    return state.resolve("apis");
  }

  /** The cgroup of a node or of the services, below the root of each hierarchy. */
  String group(String child) {
    return name + "/" + child;
  }
}
