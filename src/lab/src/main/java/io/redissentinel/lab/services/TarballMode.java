package io.redissentinel.lab.services;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Supplier;

/** How the tarball server answers. */
public enum TarballMode {
  NORMAL,
  /** At 100 KB a second, as a bad day of the download site. */
  SLOW,
  /** Not at all: HTTP status 503. */
  ABSENT;

  /** The mode that a file says at each moment; without the file it is normal. */
  static Supplier<TarballMode> in(Path file) {
    return () -> {
      try {
        return valueOf(Files.readString(file).strip());
      } catch (NoSuchFileException e) {
        return NORMAL;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    };
  }
}
