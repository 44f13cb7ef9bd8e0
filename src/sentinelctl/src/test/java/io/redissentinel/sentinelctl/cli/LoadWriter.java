package io.redissentinel.sentinelctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** A client that writes every two milliseconds and stays connected, beside a test: writer.py. */
final class LoadWriter implements AutoCloseable {
  private static final Duration READ_BACK_WITHIN = Duration.ofMinutes(1);

  private final Path folder;
  private final Begun writer;

  /**
   * What it came to.
   *
   * @param acknowledged how many writes were
   * @param lost how many of these are gone
   * @param gapSeconds the longest time without one
   */
  record History(int acknowledged, int lost, double gapSeconds) {}

  private LoadWriter(Path folder, Begun writer) {
    this.folder = folder;
    this.writer = writer;
  }

  /**
   * Begins to write.
   *
   * @param lab whose nodes
   * @param password of their servers
   */
  static LoadWriter begin(String lab, String password) throws IOException {
    Path folder = Files.createTempDirectory("writer");
    Path secret = Files.writeString(folder.resolve("password"), password);
    Path program = folder.resolve("writer.py");
    try (InputStream source = LoadWriter.class.getResourceAsStream("writer.py")) {
      Files.write(program, source.readAllBytes());
    }
    Begun writer =
        Begun.command(
            Map.of(),
            "nsenter",
            "--net=/run/netns/" + lab,
            "python3",
            program.toString(),
            secret.toString(),
            "10.77.1.10",
            "10.77.2.10",
            "10.77.3.10");
    return new LoadWriter(folder, writer);
  }

  /** Ends it, which reads everything back. */
  History end() throws IOException, InterruptedException {
    writer.terminate();
    assertThat(writer.awaitEnd(READ_BACK_WITHIN)).as(writer.said()).isZero();
    JsonNode history = new JsonMapper().readTree(writer.said());
    return new History(
        history.path("acknowledged").asInt(),
        history.path("lost").asInt(-1),
        history.path("gapSeconds").asDouble());
  }

  /** Ends it: there was a load, nothing of it is lost, and it was never held up for longer. */
  History assertNothingLost(double longestWithoutWrites) throws IOException, InterruptedException {
    History history = end();
    System.out.println(history);
    assertThat(history.acknowledged()).as(history::toString).isGreaterThan(1_000);
    assertThat(history.lost()).as(history::toString).isZero();
    assertThat(history.gapSeconds()).as(history::toString).isLessThan(longestWithoutWrites);
    return history;
  }

  @Override
  public void close() throws IOException {
    writer.close();
    for (String file : new String[] {"password", "writer.py"}) {
      Files.deleteIfExists(folder.resolve(file));
    }
    Files.deleteIfExists(folder);
  }
}
