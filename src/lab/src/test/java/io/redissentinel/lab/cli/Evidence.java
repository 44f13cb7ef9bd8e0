package io.redissentinel.lab.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A row's folder: the history of its writes, and the nodes' logs; it stays if the row fails. */
final class Evidence {
  private static final Path LOGS = TestLab.ROOT.resolve("src/lab/target/lab-logs");
  private final Path folder;

  /** An empty folder. */
  Evidence(String row) {
    folder = LOGS.resolve(row.replaceAll("[^A-Za-z0-9]+", "-"));
    discard();
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path folder() {
    return folder;
  }

  void discard() {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Takes the logs of all nodes, also of those that are off. */
  void collect(Session session) {
    for (LabNode node : session.nodes()) {
      Path logs = session.host().rootOf(node.instanceId()).resolve("var/log");
      keep(node, logs.resolve("redis-node.log"));
      for (String file : List.of("redis-server.log", "redis-sentinel.log")) {
        keep(node, logs.resolve("redis").resolve(file));
      }
    }
  }

  private void keep(LabNode node, Path log) {
    try {
      if (Files.exists(log)) {
        Path copy = folder.resolve(node.key() + "-" + log.getFileName());
        Files.copy(log, copy, StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      System.out.println("cannot keep " + log + ": " + e);
    }
  }
}
