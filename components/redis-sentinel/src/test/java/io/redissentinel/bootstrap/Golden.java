package io.redissentinel.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Golden files: what a pure function gave when it was last looked at. {@code -Dgolden.update=true}
 * writes them anew; read the difference before you commit it.
 */
final class Golden {
  private static final Path FOLDER =
      Path.of("src/test/resources/io/redissentinel/bootstrap/golden");

  private Golden() {}

  static void check(String name, String actual) throws IOException {
    Path file = FOLDER.resolve(name);
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(file, actual);
    }
    assertThat(actual).isEqualTo(Files.readString(file));
  }
}
