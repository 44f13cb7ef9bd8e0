package io.redissentinel.lab.setup;

import io.redissentinel.lab.host.Command;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.function.Consumer;

/** The Python environment that moto runs in: made once, of what the list of requirements names. */
public final class MotoEnvironment {
  private static final String REQUIREMENTS = "moto-requirements.txt";

  /** The oldest Python that what is on the list runs on. */
  private static final int PYTHON_MINOR = 10;

  private final Path folder;

  /**
   * An environment that need not be there yet.
   *
   * @param tools the cache's folder of tools
   */
  public MotoEnvironment(Path tools) {
    // Another list is another environment.
    this.folder = tools.resolve("moto-" + Sha256.of(requirements()).substring(0, 16));
  }

  public Path folder() {
    return folder;
  }

  /**
   * Makes it, if it is not in the cache: 10 to 30 seconds.
   *
   * @throws SetupException if Python is too old, or PyPI cannot be reached
   */
  public Path ensure(Consumer<String> progress) {
    if (Files.isDirectory(folder)) {
      return folder;
    }
    progress.accept("getting moto, which serves AWS's own services, from PyPI, once");
    Path part = folder.resolveSibling(folder.getFileName() + ".part");
    try {
      requirePython();
      Files.createDirectories(folder.getParent());
      Command.of("rm", "-rf", part.toString()).run();
      Command.of("python3", "-m", "venv", part.toString()).limit(Duration.ofMinutes(2)).run();
      Path list = part.resolve(REQUIREMENTS);
      Files.writeString(list, requirements());
      Command.of(
              part.resolve("bin/pip").toString(),
              "install",
              "--quiet",
              "--no-input",
              "--disable-pip-version-check",
              "--no-deps",
              "--require-hashes",
              "--requirement",
              list.toString())
          .limit(Duration.ofMinutes(10))
          .run();
      Files.move(part, folder, StandardCopyOption.ATOMIC_MOVE);
      return folder;
    } catch (IOException | RuntimeException e) {
      throw new SetupException("moto cannot be had: " + e.getMessage(), e);
    }
  }

  private static void requirePython() {
    Command.Result minor =
        Command.of("python3", "-c", "import sys; print(sys.version_info.minor)").run();
    if (Integer.parseInt(minor.output().strip()) < PYTHON_MINOR) {
      throw new SetupException(
          "it needs Python 3.%d or later, and python3 here is 3.%s"
              .formatted(PYTHON_MINOR, minor.output().strip()));
    }
  }

  private static String requirements() {
    try (InputStream stream = MotoEnvironment.class.getResourceAsStream(REQUIREMENTS)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
