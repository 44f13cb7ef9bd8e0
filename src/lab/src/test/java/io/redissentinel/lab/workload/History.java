package io.redissentinel.lab.workload;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What the writers of one run did and saw.
 *
 * @param run the run's name, part of every key
 * @param seed of all that was random
 * @param kind the writers' kind
 * @param writes all writes that were tried, in any order
 * @param views what the nodes said of themselves meanwhile, each when it changed; only for careful
 *     writers
 */
public record History(
    String run, long seed, ClientKind kind, List<Write> writes, List<View> views) {

  /** Writes the file as a whole or not at all. */
  void save(Path file) throws IOException {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try (BufferedWriter out = Files.newBufferedWriter(part)) {
      out.write("run %s\nseed %d\nkind %s\n".formatted(run, seed, kind));
      for (Write write : writes) {
        out.write(
            "%s %d %d %d %d%s\n"
                .formatted(
                    write.acknowledged() ? "ok" : "failed",
                    write.writer(),
                    write.n(),
                    write.sentMicros(),
                    write.endedMicros(),
                    write.acknowledged() ? "" : " " + write.error().replaceAll("\\s+", " ")));
      }
      for (View view : views) {
        out.write(
            "view %d %s %s %s %s\n"
                .formatted(
                    view.micros(), view.host(), view.role(), view.takesWrites(), view.names()));
      }
    }
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Reads what {@link #save} wrote. */
  public static History load(Path file) throws IOException {
    String run = "";
    long seed = 0;
    ClientKind kind = ClientKind.CAREFUL;
    List<Write> writes = new ArrayList<>();
    List<View> views = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      String[] words = line.split(" ", 6);
      switch (words[0]) {
        case "run" -> run = words[1];
        case "seed" -> seed = Long.parseLong(words[1]);
        case "kind" -> kind = ClientKind.valueOf(words[1].toUpperCase(Locale.ROOT));
        case "ok", "failed" ->
            writes.add(
                new Write(
                    Integer.parseInt(words[1]),
                    Long.parseLong(words[2]),
                    Long.parseLong(words[3]),
                    Long.parseLong(words[4]),
                    words[0].equals("ok") ? null : words[5]));
        case "view" ->
            views.add(
                new View(
                    Long.parseLong(words[1]),
                    words[2],
                    words[3],
                    Boolean.parseBoolean(words[4]),
                    words[5]));
        default -> throw new IOException(file + ": not a line of a history: " + line);
      }
    }
    return new History(run, seed, kind, writes, views);
  }
}
