package io.redissentinel.lab.cli;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What faults cost, in target/fault-figures.json and, as the table of the README, in .md. */
final class Figures {
  private static final Path FOLDER = TestLab.ROOT.resolve("src/lab/target");
  private static final Path JSON_FILE = FOLDER.resolve("fault-figures.json");
  private static final Path TABLE = FOLDER.resolve("fault-figures.md");
  private static final JsonMapper JSON = new JsonMapper();

  /**
   * What one fault cost.
   *
   * @param fault of which node
   * @param downAfterMillis the sentinels' setting at the time
   * @param client the kind of the writers
   * @param secondsWithoutWrites the longest time without any acknowledged write
   * @param lost acknowledged writes that the master does not have in the end
   * @param failovers how many followed
   * @param splitVotes elections that no sentinel won
   */
  record Figure(
      String fault,
      int downAfterMillis,
      String client,
      double secondsWithoutWrites,
      int lost,
      int failovers,
      int splitVotes) {
    private String key() {
      return "%s|%d|%s".formatted(fault, downAfterMillis, client);
    }
  }

  private final Set<String> ofThisRun = new HashSet<>();

  /** Adds a figure; those that an earlier run of the tests left for the same fault go. */
  void add(Figure figure) throws IOException {
    List<Figure> figures = new ArrayList<>(read());
    if (ofThisRun.add(figure.key())) {
      figures.removeIf(old -> old.key().equals(figure.key()));
    }
    figures.add(figure);
    JSON.writerWithDefaultPrettyPrinter().writeValue(JSON_FILE.toFile(), figures);
    Files.writeString(TABLE, table(figures));
  }

  private static List<Figure> read() throws IOException {
    return Files.exists(JSON_FILE)
        ? JSON.readValue(JSON_FILE.toFile(), new TypeReference<List<Figure>>() {})
        : List.of();
  }

  static String table(List<Figure> figures) {
    StringBuilder table =
        new StringBuilder(
            """
            | fault | down-after | client | runs | s without writes: median | worst | writes lost: median | worst | failovers |
            |---|---|---|---|---|---|---|---|---|
            """);
    figures.stream().collect(Collectors.groupingBy(Figure::key)).values().stream()
        .sorted(
            Comparator.comparing((List<Figure> runs) -> -runs.get(0).downAfterMillis)
                .thenComparing(runs -> runs.get(0).client)
                .thenComparing(runs -> runs.get(0).fault))
        .map(Figures::row)
        .forEach(table::append);
    return table.toString();
  }

  private static String row(List<Figure> runs) {
    Figure first = runs.get(0);
    double[] seconds = runs.stream().mapToDouble(Figure::secondsWithoutWrites).sorted().toArray();
    double[] lost = runs.stream().mapToDouble(Figure::lost).sorted().toArray();
    String failovers =
        runs.stream()
            .map(Figure::failovers)
            .distinct()
            .sorted()
            .map(String::valueOf)
            .collect(Collectors.joining(", "));
    return String.format(
        Locale.ROOT,
        "| %s | %d ms | %s | %d | %.2f | %.2f | %.0f | %.0f | %s |%n",
        first.fault,
        first.downAfterMillis,
        first.client,
        runs.size(),
        median(seconds),
        seconds[seconds.length - 1],
        median(lost),
        lost[lost.length - 1],
        failovers);
  }

  private static double median(double[] sorted) {
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }
}
