package io.redissentinel.lab.workload;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Looks at one node again and again, as a client can, and notes each change. */
final class Watch implements Runnable {
  private static final long PAUSE_MILLIS = 100;
  private final WorkloadSettings settings;
  private final String host;
  private final Endpoint sentinelEndpoint;
  private final BooleanSupplier stopped;
  private final List<View> views = new ArrayList<>();
  private Resp server;
  private Resp sentinel;

  Watch(WorkloadSettings settings, Endpoint sentinel, BooleanSupplier stopped) {
    this.settings = settings;
    this.host = sentinel.host();
    this.sentinelEndpoint = sentinel;
    this.stopped = stopped;
  }

  /** After the end of {@link #run}. */
  List<View> views() {
    return views;
  }

  @Override
  public void run() {
    View last = null;
    while (!stopped.getAsBoolean()) {
      String replication = replication();
      String names = names();
      View now =
          new View(
              Clock.micros(),
              host,
              field(replication, "role").orElse("-"),
              takesWrites(replication),
              names);
      if (last == null || !now.sameAs(last)) {
        views.add(now);
        last = now;
      }
      Clock.pause(PAUSE_MILLIS * 1000);
    }
    drop(server);
    drop(sentinel);
  }

  private String replication() {
    try {
      if (server == null) {
        Endpoint endpoint = new Endpoint(host, settings.redisPort());
        server = new Resp(endpoint, settings.password(), Discovery.LIMIT);
      }
      return (String) server.call("INFO", "replication");
    } catch (IOException e) {
      drop(server);
      server = null;
      return "";
    }
  }

  private String names() {
    try {
      if (sentinel == null) {
        sentinel = new Resp(sentinelEndpoint, settings.password(), Discovery.LIMIT);
      }
      Endpoint named = Discovery.named(sentinel, settings.masterName());
      return named == null ? "-" : named.host();
    } catch (IOException e) {
      drop(sentinel);
      sentinel = null;
      return "-";
    }
  }

  /** The field on good replicas is there only where min-replicas-to-write is set. */
  private static boolean takesWrites(String replication) {
    return field(replication, "role").filter("master"::equals).isPresent()
        && field(replication, "min_slaves_good_slaves").filter("0"::equals).isEmpty();
  }

  private static Optional<String> field(String info, String name) {
    return info.lines()
        .filter(line -> line.startsWith(name + ":"))
        .map(line -> line.substring(name.length() + 1).strip())
        .findFirst();
  }

  private static void drop(Resp connection) {
    if (connection != null) {
      connection.close();
    }
  }
}
