package io.redissentinel.sentinelctl.verify;

import io.redissentinel.sentinelctl.cluster.HostFacts.Unit;
import io.redissentinel.sentinelctl.cluster.NodeFacts;
import io.redissentinel.sentinelctl.cluster.NodeLook;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** That each node is up: reached, through with its bootstrap, served, and without complaints. */
final class NodeChecks {
  static final Check REACHABLE = NodeChecks::reachable;
  static final Check BOOTSTRAP = Check.eachNode("bootstrap", (look, facts) -> bootstrap(facts));
  static final Check SERVICES = Check.eachNode("services", (look, facts) -> services(look, facts));
  static final Check PORTS =
      situation ->
          Check.eachNode(
                  "ports",
                  (look, facts) ->
                      ports(
                          look,
                          facts,
                          List.of(
                              situation.look().outputs().redisPort(),
                              situation.look().outputs().sentinelPort())))
              .of(situation);
  static final Check PERSISTENCE =
      Check.eachNode("persistence", (look, facts) -> persistence(look));
  static final Check LOGS =
      Check.eachNode("no warnings in logs", (look, facts) -> logs(look, facts));

  private NodeChecks() {}

  private static List<Line> reachable(Situation situation) {
    List<Line> lines = new ArrayList<>();
    for (NodeLook look : situation.look().nodes()) {
      String key = look.node().key();
      if (look.reached()) {
        lines.add(new Line("reachable", key, Verdict.passed("answers by SSH")));
      } else {
        lines.add(
            new Line(
                "reachable",
                key,
                Verdict.failed(
                    look.error().orElse("no answer"), look.remedy().orElse("try again"))));
        lines.add(
            new Line("all else on it", key, Verdict.notCheckable("the node cannot be reached")));
      }
    }
    return lines;
  }

  private static Verdict bootstrap(NodeFacts facts) {
    return facts.host().ready()
        ? Verdict.passed("the node is ready")
        : Verdict.failed(
            "not through: " + facts.host().bootstrap(),
            "sentinelctl logs %s --of bootstrap; `systemctl restart redis-node` runs it again"
                .formatted(facts.env().get("NODE")));
  }

  private static Verdict services(NodeLook look, NodeFacts facts) {
    List<String> problems = new ArrayList<>();
    for (Map.Entry<String, Unit> unit : facts.host().units().entrySet()) {
      if (!unit.getValue().active().equals("active")) {
        problems.add("%s is %s".formatted(unit.getKey(), unit.getValue().active()));
      }
    }
    Unit node = facts.host().units().get("redis-node");
    if (node == null || !node.enabled().equals("enabled")) {
      problems.add("redis-node does not start at boot");
    }
    if (look.redis().isEmpty()) {
      problems.add("Redis: " + facts.redis().ping());
    }
    if (look.sentinel().isEmpty()) {
      problems.add("Sentinel: " + facts.sentinel().ping());
    }
    return problems.isEmpty()
        ? Verdict.passed("Redis and Sentinel answer, and start at boot")
        : Verdict.failed(
            String.join("; ", problems),
            (facts.redis().ping().startsWith("no answer")
                    ? "sentinelctl logs %s --of redis may say what it is busy with; if it hangs, on the node: systemctl kill -s KILL redis-server, which starts again by itself"
                    : "sentinelctl logs %s; on the node: systemctl enable --now redis-node")
                .formatted(look.node().key()));
  }

  private static Verdict ports(NodeLook look, NodeFacts facts, List<Integer> ports) {
    List<String> problems = new ArrayList<>();
    for (int port : ports) {
      String wanted = look.node().privateAddress() + ":" + port;
      if (!facts.host().listening().contains(wanted)) {
        problems.add("nothing listens on " + wanted);
      }
      Optional<String> open =
          facts.host().listening().stream()
              .filter(it -> it.endsWith(":" + port) && it.matches("(0\\.0\\.0\\.0|\\*|\\[::]):.*"))
              .findFirst();
      open.ifPresent(it -> problems.add("%s is on every interface".formatted(it)));
    }
    return problems.isEmpty()
        ? Verdict.passed("%s on the node's address".formatted(ports))
        : Verdict.failed(
            String.join("; ", problems),
            "bind belongs to the stack: `systemctl restart redis-node` on the node, or replace it by a rollout");
  }

  private static Verdict persistence(NodeLook look) {
    if (look.redis().isEmpty()) {
      return Verdict.notCheckable("Redis does not answer");
    }
    Map<String, String> info = look.redis().get().info();
    List<String> problems = new ArrayList<>();
    for (String name :
        List.of("rdb_last_bgsave_status", "aof_last_write_status", "aof_last_bgrewrite_status")) {
      if (!info.getOrDefault(name, "ok").equals("ok")) {
        problems.add("%s is %s".formatted(name, info.get(name)));
      }
    }
    return problems.isEmpty()
        ? Verdict.passed("the last writes and saves went well")
        : Verdict.failed(
            String.join("; ", problems),
            "sentinelctl logs %s --of redis says why: often a full disk, or no memory for a fork"
                .formatted(look.node().key()));
  }

  private static Verdict logs(NodeLook look, NodeFacts facts) {
    boolean container = facts.host().container().isPresent();
    List<String> lines = new ArrayList<>(facts.redisWarnings());
    lines.addAll(facts.sentinelWarnings());
    List<String> own = lines.stream().filter(line -> !(container && isAboutTheHost(line))).toList();
    if (own.isEmpty()) {
      return Verdict.passed(
          lines.isEmpty()
              ? "none since the start"
              : "none since the start, but for the kernel settings of this container's host");
    }
    return Verdict.failed(
        "%d, the last: %s".formatted(own.size(), own.get(own.size() - 1)),
        "sentinelctl logs %s --of redis,sentinel -n 200; a restart of the service begins anew"
            .formatted(look.node().key()));
  }

  /** Redis complains of these at every start; in a container they are not the node's to set. */
  private static boolean isAboutTheHost(String line) {
    return line.contains("overcommit_memory") || line.contains("Transparent Huge Pages");
  }
}
