package io.redissentinel.sentinelctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The nodes' rights in a lab's S3, and a bucket's rules: lab_rights.py. */
final class LabRights {
  private static final String NODE_SCRIPTS =
      "../../components/redis-sentinel/src/main/resources/io/redissentinel/bootstrap/node";

  private final Path apis;
  private final Path folder;

  /**
   * Describes them.
   *
   * @param folder where what was taken away is kept
   */
  LabRights(String lab, Path folder) {
    this.apis = Path.of("/var/lib/redis-sentinel-lab", lab, "apis");
    this.folder = folder;
  }

  void deny() throws Exception {
    run("deny", folder.resolve("taken").toString());
  }

  void allow() throws Exception {
    run("allow", folder.resolve("taken").toString());
  }

  /** The rules by which objects of a bucket expire. */
  String lifecycle(String bucket) throws Exception {
    return run("lifecycle", bucket);
  }

  private String run(String what, String argument) throws Exception {
    Path program = folder.resolve("lab_rights.py");
    try (var source = LabRights.class.getResourceAsStream("lab_rights.py")) {
      Files.write(program, source.readAllBytes());
    }
    Path out = folder.resolve("rights.out");
    Process process =
        new ProcessBuilder(
                "python3", program.toString(), NODE_SCRIPTS, apis.toString(), what, argument)
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    assertThat(process.waitFor()).as(() -> read(out)).isZero();
    return read(out);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
