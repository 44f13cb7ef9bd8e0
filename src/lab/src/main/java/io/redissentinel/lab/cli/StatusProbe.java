package io.redissentinel.lab.cli;

import io.redissentinel.lab.cli.ClusterStatus.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** Asks the nodes of a cluster, on the nodes, what they are. */
final class StatusProbe {
  /** One look at a node: blocks of answers, each behind a line that names it. */
  private static final List<String> LOOK =
      List.of(
          "sh",
          "-c",
          """
          . /etc/redis-node/node.env
          cli() { timeout 2 redis-cli -h "$ADDRESS" -p "$@" 2>/dev/null; }
          echo @info; cli "$REDIS_PORT" info replication; cli "$REDIS_PORT" info server
          echo @sentinel; cli "$SENTINEL_PORT" sentinel master "$MASTER_NAME"
          echo @ckquorum; cli "$SENTINEL_PORT" sentinel ckquorum "$MASTER_NAME"
          """);

  private final BiFunction<LabNode, List<String>, String> exec;

  /**
   * Makes a probe.
   *
   * @param exec runs a command on a node and gives what it wrote; empty if the node does not run
   */
  StatusProbe(BiFunction<LabNode, List<String>, String> exec) {
    this.exec = exec;
  }

  /** Asks all nodes, side by side. */
  ClusterStatus look(List<LabNode> nodes) {
    List<Answer> answers =
        nodes.parallelStream().map(node -> Answer.of(node, exec.apply(node, LOOK))).toList();
    Integer quorum =
        answers.stream()
            .map(answer -> answer.sentinel.get("quorum"))
            .filter(value -> value != null)
            .findFirst()
            .map(Integer::valueOf)
            .orElse(null);
    return ClusterStatus.of(answers.stream().map(Answer::node).toList(), quorum);
  }

  /** What one node said. */
  private record Answer(
      LabNode asked,
      boolean running,
      Map<String, String> info,
      Map<String, String> sentinel,
      String ckquorum) {

    static Answer of(LabNode asked, String text) {
      Map<String, List<String>> blocks = new HashMap<>();
      List<String> block = new ArrayList<>();
      for (String line : text.lines().toList()) {
        if (line.startsWith("@")) {
          block = blocks.computeIfAbsent(line, name -> new ArrayList<>());
        } else {
          block.add(line);
        }
      }
      return new Answer(
          asked,
          blocks.containsKey("@info"),
          colonSeparated(blocks.getOrDefault("@info", List.of())),
          alternating(blocks.getOrDefault("@sentinel", List.of())),
          String.join(" ", blocks.getOrDefault("@ckquorum", List.of())));
    }

    Node node() {
      String role = info.get("role");
      String seen = sentinel.get("num-other-sentinels");
      return new Node(
          asked.key(),
          asked.address(),
          running ? "running" : "stopped",
          role == null ? null : role.equals("slave") ? "replica" : role,
          "slave".equals(role) ? "up".equals(info.get("master_link_status")) : null,
          seen == null ? null : Integer.valueOf(seen),
          sentinel.get("ip"),
          seen == null ? null : ckquorum.startsWith("OK"),
          info.get("redis_version"));
    }

    /** INFO: {@code name:value}. */
    private static Map<String, String> colonSeparated(List<String> lines) {
      Map<String, String> fields = new HashMap<>();
      for (String line : lines) {
        int colon = line.indexOf(':');
        if (colon > 0) {
          fields.put(line.substring(0, colon), line.substring(colon + 1));
        }
      }
      return fields;
    }

    /** SENTINEL MASTER without a terminal: a name, then its value, a line each. */
    private static Map<String, String> alternating(List<String> lines) {
      Map<String, String> fields = new HashMap<>();
      for (int i = 0; i + 1 < lines.size(); i += 2) {
        fields.put(lines.get(i), lines.get(i + 1));
      }
      return fields;
    }
  }
}
