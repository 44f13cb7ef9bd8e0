package io.redissentinel.lab.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Whether a cluster is whole: one master, which every sentinel names and whose own role is master;
 * every other node its replica; and in the lists of every server and sentinel exactly those nodes
 * that there are, all of them well. Stricter than {@link ClusterStatus}: it also finds ghosts.
 *
 * @param master the key of the master that is agreed on; null if none is
 * @param problems what is not as it has to be
 */
record Membership(String master, List<String> problems) {
  private static final List<String> LOOK =
      List.of(
          "sh",
          "-c",
          """
          . /etc/redis-node/node.env
          cli() { timeout 2 redis-cli -h "$ADDRESS" -p "$@" 2>/dev/null; }
          echo @info; cli "$REDIS_PORT" info replication
          echo @master; cli "$SENTINEL_PORT" sentinel master "$MASTER_NAME"
          echo @replicas; cli "$SENTINEL_PORT" sentinel slaves "$MASTER_NAME"
          echo @sentinels; cli "$SENTINEL_PORT" sentinel sentinels "$MASTER_NAME"
          echo @ckquorum; cli "$SENTINEL_PORT" sentinel ckquorum "$MASTER_NAME"
          """);

  boolean whole() {
    return problems.isEmpty();
  }

  static Membership look(Session session) {
    List<LabNode> nodes =
        session.nodes().stream().filter(node -> node.cluster().equals("redis")).toList();
    List<Look> looks =
        nodes.parallelStream().map(node -> Look.of(node, ask(session, node))).toList();
    Membership seen = of(looks);
    if (nodes.size() != session.choices().nodes()) {
      seen.problems().add("there are %d nodes".formatted(nodes.size()));
    }
    return seen;
  }

  private static String ask(Session session, LabNode node) {
    try {
      return session.host().inNode(node.instanceId(), LOOK).attempt().output();
    } catch (RuntimeException e) {
      return "";
    }
  }

  private static Membership of(List<Look> looks) {
    Set<String> named =
        looks.stream()
            .map(look -> look.named().getOrDefault("ip", "nobody"))
            .collect(Collectors.toCollection(TreeSet::new));
    List<String> problems = new ArrayList<>();
    if (named.size() != 1) {
      problems.add("the sentinels do not agree on a master: " + named);
      return new Membership(null, problems);
    }
    String address = named.iterator().next();
    Set<String> all =
        looks.stream().map(Look::address).collect(Collectors.toCollection(TreeSet::new));
    String master =
        looks.stream()
            .filter(look -> look.address().equals(address))
            .map(look -> look.node().key())
            .findFirst()
            .orElse(null);
    if (master == null) {
      problems.add("no node is " + address + ", which the sentinels name");
    }
    looks.forEach(look -> look.judge(address, all, problems));
    return new Membership(master, problems);
  }

  /** What one node said. */
  private record Look(
      LabNode node,
      Map<String, String> info,
      Map<String, String> named,
      List<Map<String, String>> replicas,
      List<Map<String, String>> sentinels,
      String ckquorum) {

    static Look of(LabNode node, String text) {
      Map<String, List<String>> blocks = new LinkedHashMap<>();
      List<String> block = new ArrayList<>();
      for (String line : text.lines().toList()) {
        if (line.startsWith("@")) {
          block = blocks.computeIfAbsent(line, name -> new ArrayList<>());
        } else {
          block.add(line);
        }
      }
      Map<String, String> info =
          blocks.getOrDefault("@info", List.of()).stream()
              .filter(line -> line.contains(":"))
              .map(line -> line.split(":", 2))
              .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1], (a, b) -> b));
      List<Map<String, String>> masters = entries(blocks.get("@master"));
      return new Look(
          node,
          info,
          masters.isEmpty() ? Map.of() : masters.get(0),
          entries(blocks.get("@replicas")),
          entries(blocks.get("@sentinels")),
          String.join(" ", blocks.getOrDefault("@ckquorum", List.of())));
    }

    /** Names and values, a line each; every entry begins with its field `name`. */
    private static List<Map<String, String>> entries(List<String> lines) {
      List<Map<String, String>> entries = new ArrayList<>();
      for (int i = 0; lines != null && i + 1 < lines.size(); i += 2) {
        if (lines.get(i).equals("name")) {
          entries.add(new LinkedHashMap<>());
        }
        if (!entries.isEmpty()) {
          entries.get(entries.size() - 1).put(lines.get(i), lines.get(i + 1));
        }
      }
      return entries;
    }

    String address() {
      return node.address();
    }

    void judge(String master, Set<String> all, List<String> problems) {
      Set<String> replicas = without(all, master);
      if (address().equals(master)) {
        expect("role", "master", info.get("role"), problems);
        expect("connected_slaves", replicas.size() + "", info.get("connected_slaves"), problems);
        Set<String> online =
            info.entrySet().stream()
                .filter(field -> field.getKey().matches("slave[0-9]+"))
                .map(Map.Entry::getValue)
                .filter(value -> value.contains("state=online"))
                .map(value -> value.replaceFirst("^ip=([^,]*),.*", "$1"))
                .collect(Collectors.toCollection(TreeSet::new));
        expect("replicas online", replicas.toString(), online.toString(), problems);
      } else {
        expect("role", "slave", info.get("role"), problems);
        expect("master_host", master, info.get("master_host"), problems);
        expect("master_link_status", "up", info.get("master_link_status"), problems);
      }
      int others = all.size() - 1;
      expect("num-other-sentinels", others + "", named.get("num-other-sentinels"), problems);
      expect("num-slaves", others + "", named.get("num-slaves"), problems);
      expect("flags of the master", "master", named.get("flags"), problems);
      expect("replicas", well(replicas, "slave"), seen(this.replicas), problems);
      expect(
          "other sentinels", well(without(all, address()), "sentinel"), seen(sentinels), problems);
      if (!ckquorum.startsWith("OK")) {
        problems.add(node.key() + ": CKQUORUM: " + ckquorum);
      }
    }

    private void expect(String what, String expected, String got, List<String> problems) {
      if (!expected.equals(got)) {
        problems.add("%s: %s: expected %s, got %s".formatted(node.key(), what, expected, got));
      }
    }

    private static Set<String> without(Set<String> all, String one) {
      return all.stream()
          .filter(address -> !address.equals(one))
          .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String well(Set<String> addresses, String flags) {
      return addresses.stream().map(address -> address + " " + flags).toList().toString();
    }

    private static String seen(List<Map<String, String>> entries) {
      return entries.stream()
          .map(entry -> entry.get("ip") + " " + entry.get("flags"))
          .sorted()
          .toList()
          .toString();
    }
  }
}
