package io.redissentinel.lab.workload;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;

/**
 * Writes until it is told to stop, or reads back what was written.
 *
 * <p>{@code write}: writers of one kind write until the stop file is there or the time limit is
 * over; then the history is in its file. {@code read-back}: the keys of the history that were
 * acknowledged and that the master does not have are in the missing file; all are removed. {@link
 * WorkloadSettings} come by standard input.
 */
public final class WorkloadMain {
  private static final long JOIN_MILLIS = 15_000;

  private WorkloadMain() {}

  public static void main(String[] args) throws Exception {
    WorkloadSettings settings = WorkloadSettings.read(System.in);
    switch (args[0]) {
      case "write" -> write(settings);
      case "read-back" -> readBack(settings);
      default -> throw new IllegalArgumentException("write or read-back, got " + args[0]);
    }
    // Clients keep threads of their own.
    System.exit(0);
  }

  private static void readBack(WorkloadSettings settings) throws IOException {
    History history = History.load(settings.history());
    ReadBack readBack = new ReadBack(settings);
    Files.write(settings.missing(), readBack.missing(history));
    readBack.remove(history);
  }

  private static void write(WorkloadSettings settings) throws Exception {
    long end = System.nanoTime() + settings.limit().toNanos();
    BooleanSupplier stopped = () -> System.nanoTime() > end || Files.exists(settings.stop());
    List<Client> clients = new ArrayList<>();
    List<Writer> writers = new ArrayList<>();
    List<Watch> watches = new ArrayList<>();
    for (int number = 0; number < settings.writers(); number++) {
      Random random = new Random(settings.seed() + number);
      if (clients.isEmpty() || settings.kind() == ClientKind.CAREFUL) {
        clients.add(client(settings, random));
      }
      Client client = clients.get(clients.size() - 1);
      writers.add(new Writer(number, settings, client, random, stopped));
    }
    if (settings.kind() == ClientKind.CAREFUL) {
      settings.sentinels().forEach(sentinel -> watches.add(new Watch(settings, sentinel, stopped)));
    }
    run(settings, writers, watches, stopped);
    new History(
            settings.run(),
            settings.seed(),
            settings.kind(),
            writers.stream().flatMap(writer -> writer.writes().stream()).toList(),
            watches.stream().flatMap(watch -> watch.views().stream()).toList())
        .save(settings.history());
    clients.forEach(Client::close);
  }

  /** Jedis and Lettuce have one client for all threads of a program. */
  private static Client client(WorkloadSettings settings, Random random) {
    return switch (settings.kind()) {
      case CAREFUL -> new CarefulClient(new Discovery(settings, random));
      case JEDIS -> new JedisClient(settings);
      case LETTUCE -> new LettuceClient(settings);
    };
  }

  private static void run(
      WorkloadSettings settings, List<Writer> writers, List<Watch> watches, BooleanSupplier stopped)
      throws Exception {
    List<Thread> threads = new ArrayList<>();
    writers.forEach(writer -> threads.add(new Thread(writer, "writer")));
    watches.forEach(watch -> threads.add(new Thread(watch, "watch")));
    for (Thread thread : threads) {
      thread.setDaemon(true);
      thread.start();
    }
    boolean told = false;
    while (!stopped.getAsBoolean()) {
      if (!told && writers.stream().allMatch(Writer::begun)) {
        Files.createFile(settings.begun());
        told = true;
      }
      Clock.pause(20_000);
    }
    for (Thread thread : threads) {
      thread.join(JOIN_MILLIS);
      if (thread.isAlive()) {
        throw new IllegalStateException("a %s does not end".formatted(thread.getName()));
      }
    }
  }
}
