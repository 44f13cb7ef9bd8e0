package io.redissentinel.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class NodeFilesTest {
  private static final Path SHIPPED = Path.of("src/main/resources/io/redissentinel/bootstrap");

  @Test
  void everyScriptAndUnitReachesTheNode() throws IOException {
    List<String> paths =
        Stream.concat(
                NodeFiles.shared().stream(),
                NodeFiles.of(Clusters.three(), Clusters.three().node("a")).stream())
            .map(NodeFile::path)
            .toList();
    assertThat(paths).doesNotHaveDuplicates();
    assertThat(shipped("node"))
        .isNotEmpty()
        .allSatisfy(script -> assertThat(paths).anyMatch(path -> path.endsWith("/" + script)));
    assertThat(shipped("templates"))
        .filteredOn(name -> name.matches(".*\\.(service|timer|path|socket|mount|slice|target)"))
        .isNotEmpty()
        .allSatisfy(unit -> assertThat(paths).contains("/etc/systemd/system/" + unit));
  }

  private static List<String> shipped(String folder) throws IOException {
    Path root = SHIPPED.resolve(folder);
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> root.relativize(file).toString())
          .sorted()
          .toList();
    }
  }
}
