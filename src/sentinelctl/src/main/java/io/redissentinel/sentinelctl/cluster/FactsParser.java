package io.redissentinel.sentinelctl.cluster;

import io.redissentinel.sentinelctl.CtlException;
import io.redissentinel.sentinelctl.cluster.HostFacts.Disk;
import io.redissentinel.sentinelctl.cluster.HostFacts.Mount;
import io.redissentinel.sentinelctl.cluster.HostFacts.Unit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads what look.sh writes. */
final class FactsParser {
  private FactsParser() {}

  /**
   * The facts.
   *
   * @throws CtlException if that is not a whole answer of a node
   */
  static NodeFacts parse(String text) {
    Blocks blocks = Blocks.of(text);
    if (blocks.has("broken")) {
      throw CtlException.failed(blocks.word("broken").orElse("not a node of a cluster"));
    }
    double clock =
        blocks
            .word("clock")
            .filter(word -> word.matches("\\d+(\\.\\d+)?"))
            .map(Double::valueOf)
            .orElseThrow(() -> CtlException.failed("the answer is cut off: " + end(text)));
    Map<String, String> env = new LinkedHashMap<>();
    blocks.pairs("env", "=").forEach((name, value) -> env.put(name, value.replaceAll("^'|'$", "")));
    return new NodeFacts(
        env,
        unquoted(blocks.pairs("managed", " ")),
        settings(blocks.word("wanted-redis").orElse("")),
        settings(blocks.word("wanted-sentinel").orElse("")),
        commands(blocks),
        new RedisFacts(
            blocks.word("redis-ping").orElse("no answer"),
            blocks.pairs("redis-info", ":"),
            blocks.alternating("redis-config")),
        sentinel(blocks),
        host(blocks),
        blocks.lines("redis-warnings"),
        blocks.lines("sentinel-warnings"),
        blocks.word("last-failover").flatMap(Failover::in),
        PasswordState.of(blocks.word("secret").orElse("")),
        blocks
            .word("backups")
            .flatMap(said -> BackupFacts.parse(said, blocks.word("backups-asked").isPresent())),
        blocks.word("backups-timer"),
        clock);
  }

  private static CommandFacts commands(Blocks blocks) {
    return new CommandFacts(
        blocks
            .word("wanted-commands")
            .map(line -> line.equals("none") ? Set.of() : Set.of(line.split(" "))),
        Set.copyOf(blocks.lines("without")));
  }

  private static SentinelFacts sentinel(Blocks blocks) {
    Map<String, String> master = blocks.alternating("sentinel-master");
    return new SentinelFacts(
        blocks.word("sentinel-ping").orElse("no answer"),
        blocks.pairs("sentinel-info", ":"),
        // Without a master of that name the answer is an error, one line.
        master.containsKey("ip") ? master : Map.of(),
        blocks.alternatingList("sentinel-sentinels", "name"),
        blocks.alternatingList("sentinel-slaves", "name"),
        blocks.word("sentinel-ckquorum").orElse(""),
        blocks.word("identity"));
  }

  private static HostFacts host(Blocks blocks) {
    Map<String, Unit> units = new LinkedHashMap<>();
    for (String line : blocks.lines("units")) {
      String[] words = line.split(" ");
      units.put(words[0], new Unit(word(words, 1), word(words, 2)));
    }
    Map<String, Disk> disks = new LinkedHashMap<>();
    for (String line : blocks.lines("disks")) {
      String[] words = line.split(" ");
      if (words.length >= 4) {
        disks.put(words[0], new Disk(number(words[1]), number(words[2]), (int) number(words[3])));
      }
    }
    Map<String, Long> memory = new LinkedHashMap<>();
    blocks
        .pairs("memory", ":")
        .forEach((name, value) -> memory.put(name, number(value.replace(" kB", ""))));
    return new HostFacts(
        blocks.word("container").filter(kind -> !kind.equals("none")),
        units,
        blocks.word("bootstrap").orElse("unknown"),
        blocks.word("ready").isPresent(),
        blocks.pairs("sysctl-file", " "),
        blocks.pairs("sysctl-live", " "),
        blocks.word("thp"),
        blocks.word("thp-unit"),
        new Mount(
            blocks.word("device"),
            blocks.word("uuid"),
            blocks.word("volume"),
            blocks.lines("fstab")),
        disks,
        memory,
        blocks.lines("listening"));
  }

  /** {@code NAME=VALUE} divided by blanks; a blank inside a value is written {@code :}. */
  private static Map<String, String> settings(String line) {
    Map<String, String> settings = new LinkedHashMap<>();
    for (String word : line.strip().split(" +")) {
      int position = word.indexOf('=');
      if (position > 0) {
        settings.put(word.substring(0, position), word.substring(position + 1).replace(':', ' '));
      }
    }
    return settings;
  }

  private static Map<String, String> unquoted(Map<String, String> values) {
    Map<String, String> plain = new LinkedHashMap<>();
    values.forEach((name, value) -> plain.put(name, value.replaceAll("^\"|\"$", "")));
    return plain;
  }

  private static String word(String[] words, int index) {
    return index < words.length && !words[index].isEmpty() ? words[index] : "unknown";
  }

  private static long number(String text) {
    return text.strip().matches("\\d{1,18}") ? Long.parseLong(text.strip()) : 0;
  }

  private static String end(String text) {
    List<String> lines = text.lines().toList();
    return lines.isEmpty() ? "it is empty" : "its last line is " + lines.get(lines.size() - 1);
  }
}
