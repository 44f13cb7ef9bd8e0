package io.redissentinel.lab.workload;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Finds the master as a careful client does. One sentinel is not enough: the one beside a master
 * that is cut off goes on naming it. Nor are all of them: whom they name may no longer be a master.
 */
final class Discovery {
  /** For each answer of a server or a sentinel. */
  static final Duration LIMIT = Duration.ofMillis(500);

  private final WorkloadSettings settings;
  private final Random random;

  Discovery(WorkloadSettings settings, Random random) {
    this.settings = settings;
    this.random = random;
  }

  /** A connection to the server that a majority of the sentinels names, and that is a master. */
  Resp connect() throws IOException {
    Endpoint named = ask();
    Resp server = new Resp(named, settings.password(), LIMIT);
    try {
      Object role = ((List<?>) server.call("ROLE")).get(0);
      if (!"master".equals(role)) {
        throw new IOException(named + " is named master, but its role is " + role);
      }
      return server;
    } catch (IOException e) {
      server.close();
      throw e;
    }
  }

  /** Asks in any order, until a majority of all agrees; else those decide that answered. */
  private Endpoint ask() throws IOException {
    List<Endpoint> sentinels = new ArrayList<>(settings.sentinels());
    Collections.shuffle(sentinels, random);
    Map<Endpoint, Integer> votes = new HashMap<>();
    int answers = 0;
    for (Endpoint sentinel : sentinels) {
      try (Resp connection = new Resp(sentinel, settings.password(), LIMIT)) {
        Endpoint named = named(connection, settings.masterName());
        answers++;
        if (named != null && votes.merge(named, 1, Integer::sum) * 2 > sentinels.size()) {
          return named;
        }
      } catch (IOException e) {
        // The others decide.
      }
    }
    for (Map.Entry<Endpoint, Integer> vote : votes.entrySet()) {
      if (vote.getValue() * 2 > answers) {
        return vote.getKey();
      }
    }
    throw new IOException(
        "no majority of %d sentinels that answered: %s".formatted(answers, votes));
  }

  /** Whom a sentinel names, or null. */
  static Endpoint named(Resp sentinel, String masterName) throws IOException {
    Object answer = sentinel.call("SENTINEL", "GET-MASTER-ADDR-BY-NAME", masterName);
    return answer instanceof List<?> pair && pair.size() == 2
        ? new Endpoint((String) pair.get(0), Integer.parseInt((String) pair.get(1)))
        : null;
  }
}
