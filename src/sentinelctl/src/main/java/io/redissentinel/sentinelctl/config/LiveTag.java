package io.redissentinel.sentinelctl.config;

import io.redissentinel.sentinelctl.cluster.NodeFacts;
import io.redissentinel.sentinelctl.stack.NodeRef;
import io.redissentinel.sentinelctl.stack.Preview.Change;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;

/** The tags of an instance that its node goes by as it runs. */
enum LiveTag {
  REDIS("redis-settings", (facts, value) -> facts.wantedRedis().equals(settings(value))),
  SENTINEL("sentinel-settings", (facts, value) -> facts.wantedSentinel().equals(settings(value))),
  BACKUPS("backups", (facts, value) -> facts.backupTimer().filter(value::equals).isPresent());

  private final String name;
  private final BiPredicate<NodeFacts, String> test;

  LiveTag(String name, BiPredicate<NodeFacts, String> test) {
    this.name = name;
    this.test = test;
  }

  /** Which of a node's tags a change is about; empty if it is none of this node's. */
  static Optional<LiveTag> of(Change change, NodeRef node) {
    return Arrays.stream(values())
        .filter(tag -> change.name().endsWith("-%s-%s".formatted(node.key(), tag.name)))
        .findFirst();
  }

  /** Whether a node has it. */
  boolean isGoneBy(NodeFacts facts, String value) {
    return test.test(facts, value);
  }

  /** As nodes have it: a blank inside a value is written as a colon. */
  private static Map<String, String> settings(String line) {
    Map<String, String> settings = new LinkedHashMap<>();
    for (String word : line.split(" ")) {
      int position = word.indexOf('=');
      settings.put(word.substring(0, position), word.substring(position + 1).replace(':', ' '));
    }
    return settings;
  }
}
