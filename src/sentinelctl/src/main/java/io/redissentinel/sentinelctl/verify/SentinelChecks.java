package io.redissentinel.sentinelctl.verify;

import io.redissentinel.sentinelctl.cluster.NodeLook;
import io.redissentinel.sentinelctl.cluster.SentinelFacts;
import io.redissentinel.sentinelctl.stack.NodeRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** That the sentinels are the stack's, all of them and no others, and agree. */
final class SentinelChecks {
  static final Check PEERS = each("sentinels see each other", SentinelChecks::peers);
  static final Check SAME_MASTER =
      Check.cluster("one master for all sentinels", SentinelChecks::sameMaster);
  static final Check IDENTITIES = Check.cluster("sentinel ids", SentinelChecks::identities);
  static final Check QUORUM = each("quorum", SentinelChecks::quorum);
  static final Check NO_STALE_ENTRIES = each("no stale entries", SentinelChecks::entries);

  private SentinelChecks() {}

  private record Asked(Situation situation, NodeLook look, SentinelFacts sentinel) {}

  private static Check each(String name, Function<Asked, Verdict> check) {
    return situation ->
        Check.eachNode(
                name,
                (look, facts) ->
                    look.sentinel()
                        .map(sentinel -> check.apply(new Asked(situation, look, sentinel)))
                        .orElse(Verdict.notCheckable("the sentinel does not answer")))
            .of(situation);
  }

  private static Verdict peers(Asked asked) {
    int others = asked.situation().size() - 1;
    Optional<Integer> seen = asked.sentinel().othersSeen();
    if (seen.isEmpty()) {
      return Verdict.failed(
          "the sentinel does not monitor " + asked.situation().look().outputs().masterName(),
          "on the node: systemctl restart redis-node, which tells it");
    }
    if (seen.get() > others) {
      return Verdict.failed(
          "it sees %d others, not %d".formatted(seen.get(), others), reset(asked));
    }
    List<String> problems = new ArrayList<>();
    if (seen.get() < others) {
      problems.add("it sees %d others, not %d".formatted(seen.get(), others));
    }
    for (Map<String, String> peer : asked.sentinel().sentinels()) {
      String flags = peer.getOrDefault("flags", "");
      if (flags.contains("down") || flags.contains("disconnected")) {
        problems.add(
            "it finds the sentinel of %s %s"
                .formatted(asked.situation().name(peer.getOrDefault("ip", "?")), flags));
      }
    }
    return problems.isEmpty()
        ? Verdict.passed("%d others, all up".formatted(others))
        : Verdict.failed(
            String.join("; ", problems),
            "is that node up, and port %d open between the nodes? They find each other by the master, every 2 s"
                .formatted(asked.situation().look().outputs().sentinelPort()));
  }

  private static String reset(Asked asked) {
    return "what has gone counts in every majority: with all nodes up, `sentinelctl cli -n %s --sentinel -- sentinel reset %s`, one node at a time, 30 s apart"
        .formatted(asked.look().node().key(), asked.situation().look().outputs().masterName());
  }

  private static Verdict sameMaster(Situation situation) {
    Map<String, Set<String>> named = new HashMap<>();
    for (NodeLook look : situation.look().nodes()) {
      look.sentinel()
          .flatMap(SentinelFacts::masterAddress)
          .ifPresent(
              address ->
                  named.computeIfAbsent(address, it -> new TreeSet<>()).add(look.node().key()));
    }
    if (named.isEmpty()) {
      return Verdict.failed(
          "no sentinel that answers names one", "sentinelctl logs --of bootstrap,sentinel");
    }
    if (named.size() > 1) {
      return Verdict.failed(
          "they name different ones: " + new TreeMap<>(named),
          "a failover may be under way: wait a minute; else the minority has been cut off: restart its redis-sentinel");
    }
    String address = named.keySet().iterator().next();
    Optional<NodeRef> node = situation.look().outputs().atAddress(address);
    return node.isPresent()
        ? Verdict.passed(
            "%s, named by %s".formatted(node.get(), String.join(", ", named.get(address))))
        : Verdict.failed(
            "they name %s, which is no node of the stack".formatted(address),
            "was the sentinels' file taken from another cluster? See SENTINEL MASTER and the stack's nodes");
  }

  private static Verdict identities(Situation situation) {
    Map<String, String> owners = new HashMap<>();
    List<String> problems = new ArrayList<>();
    int known = 0;
    for (NodeLook look : situation.look().nodes()) {
      if (look.facts().isEmpty()) {
        continue;
      }
      String key = look.node().key();
      Optional<String> id = look.facts().get().sentinel().identity();
      if (id.isEmpty()) {
        problems.add("%s has none in its file".formatted(key));
        continue;
      }
      known++;
      String wanted = look.facts().get().env().get("SENTINEL_ID");
      if (wanted != null && !wanted.equals(id.get())) {
        problems.add("%s has %s, its node should have %s".formatted(key, id.get(), wanted));
      }
      String other = owners.put(id.get(), key);
      if (other != null) {
        problems.add("%s and %s have the same one".formatted(other, key));
      }
    }
    if (problems.isEmpty()) {
      return known == 0
          ? Verdict.notCheckable("no node answers")
          : Verdict.passed("%d, all different, as the stack made them".formatted(known));
    }
    return Verdict.failed(
        String.join("; ", problems),
        "stop that node's redis-sentinel, move /data/sentinel.conf away, systemctl restart redis-node");
  }

  private static Verdict quorum(Asked asked) {
    int wanted = asked.situation().look().outputs().quorum();
    int has = asked.sentinel().quorum().orElse(0);
    if (!asked.sentinel().quorumReached()) {
      return Verdict.failed(
          "no failover can be agreed on: " + asked.sentinel().ckquorum(),
          "bring the other nodes back: until then a dead master stays dead");
    }
    return has == wanted
        ? Verdict.passed("CKQUORUM is OK, quorum %d".formatted(wanted))
        : Verdict.failed(
            "its quorum is %d, the stack's %d".formatted(has, wanted),
            "the node takes it from its instance's tags within seconds after `pulumi up`; is that done?");
  }

  private static Verdict entries(Asked asked) {
    Situation situation = asked.situation();
    Set<String> nodes = new TreeSet<>();
    situation.look().outputs().nodes().forEach(node -> nodes.add(node.privateAddress()));
    List<String> problems = new ArrayList<>();

    Set<String> others = new TreeSet<>(nodes);
    others.remove(asked.look().node().privateAddress());
    compare(problems, "sentinels", others, asked.sentinel().sentinels());

    Set<String> replicas = new TreeSet<>(nodes);
    asked.sentinel().masterAddress().ifPresent(replicas::remove);
    compare(problems, "replicas", replicas, asked.sentinel().replicas());

    return problems.isEmpty()
        ? Verdict.passed("the stack's nodes, each once")
        : Verdict.failed(String.join("; ", problems), reset(asked));
  }

  private static void compare(
      List<String> problems, String what, Set<String> wanted, List<Map<String, String>> entries) {
    Set<String> seen = new TreeSet<>();
    for (Map<String, String> entry : entries) {
      String address = entry.getOrDefault("ip", "?");
      if (!seen.add(address)) {
        problems.add("%s: %s twice".formatted(what, address));
      }
      if (!wanted.contains(address)) {
        problems.add("%s: %s is none of this cluster's".formatted(what, address));
      }
    }
    for (String address : wanted) {
      if (!seen.contains(address)) {
        problems.add("%s: %s is missing".formatted(what, address));
      }
    }
  }
}
