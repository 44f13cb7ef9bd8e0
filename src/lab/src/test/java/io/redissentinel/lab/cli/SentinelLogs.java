package io.redissentinel.lab.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the sentinels wrote into their logs from a moment on; also of nodes that are off. */
final class SentinelLogs {
  private static final String FILE = "var/log/redis/redis-sentinel.log";
  private final TestLab lab;
  private final Map<String, Long> begin = new HashMap<>();

  /** From now on. */
  SentinelLogs(TestLab lab) {
    this.lab = lab;
    lab.session().nodes().forEach(node -> begin.put(node.instanceId(), size(file(node))));
  }

  /** How many failovers there were: as many as that sentinel saw that saw most. */
  int failovers() {
    return most("+switch-master ");
  }

  /** How often a sentinel stood for election and was not elected: votes were split. */
  int splitVotes() {
    return most("-failover-abort-not-elected ");
  }

  private int most(String event) {
    return lab.session().nodes().stream()
        .mapToInt(node -> (int) lines(node).stream().filter(line -> line.contains(event)).count())
        .max()
        .orElse(0);
  }

  private List<String> lines(LabNode node) {
    Path file = file(node);
    try {
      if (!Files.exists(file)) {
        return List.of();
      }
      byte[] all = Files.readAllBytes(file);
      int from = (int) Math.min(all.length, begin.getOrDefault(node.instanceId(), 0L));
      return new String(all, from, all.length - from, StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path file(LabNode node) {
    return lab.session().host().rootOf(node.instanceId()).resolve(FILE);
  }

  private static long size(Path file) {
    try {
      return Files.exists(file) ? Files.size(file) : 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
