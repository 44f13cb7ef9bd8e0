package io.redissentinel.sentinelctl.verify;

import io.redissentinel.sentinelctl.cluster.HostFacts.Disk;
import io.redissentinel.sentinelctl.cluster.NodeFacts;
import io.redissentinel.sentinelctl.cluster.NodeLook;
import io.redissentinel.sentinelctl.cluster.RedisFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** That there is room on disks and in memory, and that clocks agree. */
final class RoomChecks {
  static final Check DISK = Check.eachNode("disk room", RoomChecks::disk);
  static final Check MEMORY = Check.eachNode("memory room", RoomChecks::memory);
  static final Check CLOCKS = Check.cluster("clock skew", RoomChecks::clocks);

  private static final double LEAST_FREE = 0.10;
  private static final double MOST_USED = 0.90;

  /** A copy of all that is written while a snapshot is made has to find room beside the data. */
  private static final double MOST_USED_WITHOUT_LIMIT = 0.60;

  private static final int MOST_INODES = 90;

  /** Sentinel enters TILT mode when time jumps by 2 s; half of that is a clock out of order. */
  private static final double MOST_SKEW = 1.0;

  private RoomChecks() {}

  private static Verdict disk(NodeLook look, NodeFacts facts) {
    List<String> problems = new ArrayList<>();
    List<String> found = new ArrayList<>();
    long dataset = look.redis().map(it -> it.number("used_memory").orElse(0)).orElse(0L);
    for (Map.Entry<String, Disk> entry : facts.host().disks().entrySet()) {
      Disk disk = entry.getValue();
      double free = (double) disk.availableKiB() / Math.max(1, disk.sizeKiB());
      String measured = "%s %s free".formatted(entry.getKey(), percent(free));
      found.add(measured);
      if (free < LEAST_FREE) {
        problems.add(measured + ", less than " + percent(LEAST_FREE));
      }
      if (disk.inodesUsedPercent() > MOST_INODES) {
        problems.add(
            "%s: %d %% of the inodes are in use"
                .formatted(entry.getKey(), disk.inodesUsedPercent()));
      }
      if (entry.getKey().equals("/data") && disk.availableKiB() * 1024 < dataset) {
        problems.add(
            "/data has %d MiB free: a new append-only file may need %d"
                .formatted(disk.availableKiB() >> 10, dataset >> 20));
      }
    }
    return problems.isEmpty()
        ? Verdict.passed(String.join(", ", found))
        : Verdict.failed(
            String.join("; ", problems),
            "grow volumeSizeGiB, or look for what fills it: du -x / on the node");
  }

  private static Verdict memory(NodeLook look, NodeFacts facts) {
    if (look.redis().isEmpty()) {
      return Verdict.notCheckable("Redis does not answer");
    }
    RedisFacts redis = look.redis().get();
    double total = facts.host().memory().getOrDefault("MemTotal", 1L) * 1024.0;
    double available = facts.host().memory().getOrDefault("MemAvailable", 0L) * 1024.0;
    double used = redis.number("used_memory").orElse(0);
    long limit = redis.number("maxmemory").orElse(0);
    List<String> problems = new ArrayList<>();
    if (available / total < LEAST_FREE) {
      problems.add("%s of the machine's memory is available".formatted(percent(available / total)));
    }
    if (limit > 0 && used / limit > MOST_USED) {
      problems.add("%s of maxmemory is in use".formatted(percent(used / limit)));
    }
    if (limit == 0 && used / total > MOST_USED_WITHOUT_LIMIT) {
      problems.add(
          "%s of the machine's memory is Redis's, and there is no maxmemory"
              .formatted(percent(used / total)));
    }
    return problems.isEmpty()
        ? Verdict.passed(
            limit > 0
                ? "%s of maxmemory in use".formatted(percent(used / limit))
                : "%s of the machine's memory in use by Redis, no maxmemory"
                    .formatted(percent(used / total)))
        : Verdict.failed(
            String.join("; ", problems),
            "a larger instanceType, less data, or an eviction policy: a snapshot of a full machine fails, or is killed");
  }

  private static Verdict clocks(Situation situation) {
    Map<String, Double> offsets = new TreeMap<>();
    for (NodeLook look : situation.look().nodes()) {
      look.facts()
          .ifPresent(facts -> offsets.put(look.node().key(), facts.clock() - look.answered()));
    }
    if (offsets.size() < 2) {
      return Verdict.notCheckable("fewer than two nodes answer");
    }
    double least = offsets.values().stream().min(Double::compare).orElseThrow();
    double most = offsets.values().stream().max(Double::compare).orElseThrow();
    String skew = String.format(Locale.ROOT, "%.1f s", most - least);
    return most - least <= MOST_SKEW
        ? Verdict.passed("within %s of each other".formatted(skew))
        : Verdict.failed(
            "they are %s apart, seen from here: %s".formatted(skew, rounded(offsets)),
            "timedatectl on the node: is systemd-timesyncd or chrony running? It needs 169.254.169.123 or UDP 123");
  }

  private static Map<String, String> rounded(Map<String, Double> offsets) {
    Map<String, String> text = new TreeMap<>();
    offsets.forEach((key, value) -> text.put(key, String.format(Locale.ROOT, "%+.1f s", value)));
    return text;
  }

  private static String percent(double part) {
    return String.format(Locale.ROOT, "%.0f %%", part * 100);
  }
}
