package io.redissentinel.lab.cli;

import io.redissentinel.lab.host.Command;
import io.redissentinel.lab.workload.ClientKind;
import io.redissentinel.lab.workload.Endpoint;
import io.redissentinel.lab.workload.History;
import io.redissentinel.lab.workload.WorkloadMain;
import io.redissentinel.lab.workload.WorkloadSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Writers of one kind at work, where clients stand: a program of its own in the lab's network. */
final class Load {
  private static final int WRITERS = 4;
  private static final Duration INTERVAL = Duration.ofMillis(5);
  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final Duration SHORT = Duration.ofSeconds(60);

  private final FaultLab faults;
  private final WorkloadSettings settings;
  private final CompletableFuture<Command.Result> program;

  private Load(
      FaultLab faults, WorkloadSettings settings, CompletableFuture<Command.Result> program) {
    this.faults = faults;
    this.settings = settings;
    this.program = program;
  }

  /**
   * Starts the writers, and returns when each has had a write acknowledged.
   *
   * @param folder for the history
   */
  static Load start(FaultLab faults, ClientKind kind, long seed, Path folder) {
    List<Endpoint> sentinels =
        faults.lab().session().nodes().stream()
            .map(node -> new Endpoint(node.address(), 26379))
            .toList();
    WorkloadSettings settings =
        new WorkloadSettings(
            sentinels,
            "mymaster",
            faults.password(),
            6379,
            kind,
            WRITERS,
            INTERVAL,
            seed,
            Long.toString(System.nanoTime(), 36),
            LIMIT,
            folder.resolve("history-" + kind));
    Load load = new Load(faults, settings, run(faults, settings, "write", LIMIT.plus(SHORT)));
    faults
        .lab()
        .await(
            SHORT,
            "acknowledged write of every " + kind + " writer",
            () -> Files.exists(settings.begun()) || load.program.isDone(),
            begun -> begun);
    if (load.program.isDone()) {
      throw new AssertionError("the writers ended at once: " + load.ended());
    }
    return load;
  }

  ClientKind kind() {
    return settings.kind();
  }

  /** Ends the writers and gives what they did; a second call gives the same. */
  History stop() throws IOException {
    if (!Files.exists(settings.stop())) {
      Files.createFile(settings.stop());
    }
    Command.Result result = ended();
    if (!result.ok()) {
      throw new AssertionError("the writers failed: " + result.error());
    }
    return History.load(settings.history());
  }

  /** The keys of acknowledged writes that the master does not have; removes all keys of the run. */
  Set<String> missing() throws IOException {
    CompletableFuture<Command.Result> reading = run(faults, settings, "read-back", SHORT);
    Command.Result result = get(reading);
    if (!result.ok()) {
      throw new AssertionError("the writes cannot be read back: " + result.error());
    }
    return Set.copyOf(Files.readAllLines(settings.missing()));
  }

  private Command.Result ended() {
    return get(program);
  }

  private static Command.Result get(CompletableFuture<Command.Result> program) {
    try {
      return program.get(SHORT.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new AssertionError("the program in the lab's network: " + e, e);
    }
  }

  /** The settings, with the password in them, go by standard input. */
  private static CompletableFuture<Command.Result> run(
      FaultLab faults, WorkloadSettings settings, String task, Duration limit) {
    Command command =
        faults
            .lab()
            .session()
            .host()
            .inLab(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-Xshare:auto",
                    "-Xmx192m",
                    "-cp",
                    System.getProperty("java.class.path"),
                    WorkloadMain.class.getName(),
                    task))
            .input(settings.toProperties())
            .limit(limit);
    CompletableFuture<Command.Result> result = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                result.complete(command.attempt());
              } catch (RuntimeException e) {
                result.completeExceptionally(e);
              }
            },
            "load");
    thread.setDaemon(true);
    thread.start();
    return result;
  }
}
