package io.redissentinel.sentinelctl.cluster;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a node's Redis server says.
 *
 * @param ping its answer to PING: PONG, or why not
 * @param info INFO, by name; empty if it does not answer
 * @param config CONFIG GET *, by name; of passwords only whether there is one ({@code set} or
 *     empty)
 */
public record RedisFacts(String ping, Map<String, String> info, Map<String, String> config) {
  public static final String MASTER = "master";
  public static final String REPLICA = "replica";

  /**
   * A replica as its master sees it.
   *
   * @param address its address
   * @param state {@code online} once it has the data set
   * @param offset up to where it has acknowledged
   * @param lagSeconds when it last did
   */
  public record Attached(String address, String state, long offset, long lagSeconds) {}

  /** Whether it takes commands. */
  public boolean answers() {
    return ping.equals("PONG");
  }

  /** {@link #MASTER} or {@link #REPLICA}; empty if it does not answer. */
  public Optional<String> role() {
    return Optional.ofNullable(info.get("role")).map(it -> it.equals("slave") ? REPLICA : it);
  }

  public boolean isMaster() {
    return role().filter(MASTER::equals).isPresent();
  }

  public boolean isReplica() {
    return role().filter(REPLICA::equals).isPresent();
  }

  /** Whom a replica follows. */
  public Optional<String> masterAddress() {
    return Optional.ofNullable(info.get("master_host"));
  }

  /** Whether a replica is connected to its master. */
  public boolean linkUp() {
    return "up".equals(info.get("master_link_status"));
  }

  /** How far its data set is: written by a master, read by a replica. */
  public OptionalLong offset() {
    return number(isReplica() ? "slave_repl_offset" : "master_repl_offset");
  }

  /** The replicas that are attached to it. */
  public List<Attached> attached() {
    List<Attached> all = new ArrayList<>();
    for (int i = 0; info.containsKey("slave" + i); i++) {
      Map<String, String> fields = new LinkedHashMap<>();
      for (String field : info.get("slave" + i).split(",")) {
        int position = field.indexOf('=');
        if (position > 0) {
          fields.put(field.substring(0, position), field.substring(position + 1));
        }
      }
      all.add(
          new Attached(
              fields.getOrDefault("ip", "?"),
              fields.getOrDefault("state", "?"),
              parse(fields.get("offset")).orElse(0),
              parse(fields.get("lag")).orElse(-1)));
    }
    return all;
  }

  public Optional<String> version() {
    return Optional.ofNullable(info.get("redis_version"));
  }

  /** A number of INFO. */
  public OptionalLong number(String name) {
    return parse(info.get(name));
  }

  private static OptionalLong parse(String text) {
    return text != null && text.matches("-?\\d{1,18}")
        ? OptionalLong.of(Long.parseLong(text))
        : OptionalLong.empty();
  }
}
