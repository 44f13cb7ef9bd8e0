package io.redissentinel.lab.workload;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Properties;

/**
 * What the program is told, by its standard input: so that no process list shows the password.
 *
 * @param sentinels all sentinels of the cluster
 * @param masterName what they call the master
 * @param password of servers and sentinels; empty: none
 * @param redisPort where the servers listen, on the sentinels' hosts
 * @param kind whose way to the master the writers take
 * @param writers how many
 * @param interval how long each waits from one write to the next, on average
 * @param seed of all that is random
 * @param run part of every key, so that no two runs write the same one
 * @param limit after which the program ends by itself
 * @param history the file that it writes at its end, or reads back
 */
public record WorkloadSettings(
    List<Endpoint> sentinels,
    String masterName,
    String password,
    int redisPort,
    ClientKind kind,
    int writers,
    Duration interval,
    long seed,
    String run,
    Duration limit,
    Path history) {

  /** As the program reads it. */
  public String toProperties() {
    return """
        sentinels=%s
        masterName=%s
        password=%s
        redisPort=%d
        kind=%s
        writers=%d
        intervalMicros=%d
        seed=%d
        run=%s
        limitSeconds=%d
        history=%s
        """
        .formatted(
            String.join(",", sentinels.stream().map(Endpoint::toString).toList()),
            masterName,
            password,
            redisPort,
            kind,
            writers,
            interval.toNanos() / 1000,
            seed,
            run,
            limit.toSeconds(),
            history);
  }

  static WorkloadSettings read(InputStream in) throws IOException {
    Properties values = new Properties();
    values.load(in);
    return new WorkloadSettings(
        Arrays.stream(values.getProperty("sentinels").split(",")).map(Endpoint::parse).toList(),
        values.getProperty("masterName"),
        values.getProperty("password"),
        Integer.parseInt(values.getProperty("redisPort")),
        ClientKind.valueOf(values.getProperty("kind").toUpperCase(Locale.ROOT)),
        Integer.parseInt(values.getProperty("writers")),
        Duration.ofNanos(Long.parseLong(values.getProperty("intervalMicros")) * 1000),
        Long.parseLong(values.getProperty("seed")),
        values.getProperty("run"),
        Duration.ofSeconds(Long.parseLong(values.getProperty("limitSeconds"))),
        Path.of(values.getProperty("history")));
  }

  /** Appears when every writer has had a write acknowledged. */
  public Path begun() {
    return history.resolveSibling(history.getFileName() + ".begun");
  }

  /** Ends the program when it appears. */
  public Path stop() {
    return history.resolveSibling(history.getFileName() + ".stop");
  }

  /** The keys that were acknowledged and are not there, a line each: what reading back writes. */
  public Path missing() {
    return history.resolveSibling(history.getFileName() + ".missing");
  }
}
