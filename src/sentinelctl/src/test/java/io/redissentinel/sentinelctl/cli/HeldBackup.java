package io.redissentinel.sentinelctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** A backup that is stopped in the middle of the snapshot: the child of Redis that writes it is. */
final class HeldBackup implements AutoCloseable {
  private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
  private static final Duration LIMIT = Duration.ofMinutes(1);

  /** First a save, so that no snapshot of Redis's own comes before. */
  private static final String STOP =
      """
      for i in $(seq 100); do redis-cli save | grep -qx OK && break; sleep 0.2; done
      echo looks
      for i in $(seq 3000); do pkill -STOP -f '[r]edis-rdb-bgsave' && echo held && break; sleep 0.01; done
      """;

  private static final String GO_ON =
      "redis-cli info persistence; pkill -CONT -f '[r]edis-rdb-bgsave'; true";

  private final RestoreLab lab;
  private final String node;
  private final Begun backup;

  private HeldBackup(RestoreLab lab, String node, Begun backup) {
    this.lab = lab;
    this.node = node;
    this.backup = backup;
  }

  /** Begins one on a node, and returns when it is held. Takes data: a snapshot of some 0.1 s. */
  static HeldBackup begin(String name, String node) throws IOException, InterruptedException {
    RestoreLab lab = new RestoreLab(name);
    try (Begun stop = begin(name, "bin/lab", "exec", node, "--", "sh", "-c", STOP)) {
      stop.awaitText("looks", LIMIT);
      HeldBackup held =
          new HeldBackup(lab, node, begin(name, "bin/sentinelctl", "backup", "-n", node));
      try {
        stop.awaitText("held", LIMIT);
        return held;
      } catch (AssertionError | IOException | InterruptedException e) {
        held.close();
        throw e;
      }
    }
  }

  private static Begun begin(String name, String program, String... arguments) throws IOException {
    String[] words = new String[arguments.length + 1];
    words[0] = ROOT.resolve(program).toString();
    System.arraycopy(arguments, 0, words, 1, arguments.length);
    return Begun.command(Map.of("LAB_NAME", name), words);
  }

  /** Lets it go on, and gives what it said when it has ended well. */
  String goOn() throws IOException, InterruptedException {
    assertThat(lab.on(node, "sh", "-c", GO_ON))
        .as("still held")
        .contains("rdb_bgsave_in_progress:1");
    assertThat(backup.awaitEnd(LIMIT)).as(backup.said()).isZero();
    return backup.said();
  }

  @Override
  public void close() throws IOException {
    try {
      lab.on(node, "sh", "-c", GO_ON);
    } finally {
      backup.close();
    }
  }
}
