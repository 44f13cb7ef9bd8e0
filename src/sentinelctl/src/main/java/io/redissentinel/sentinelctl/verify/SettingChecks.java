package io.redissentinel.sentinelctl.verify;

import io.redissentinel.sentinelctl.cluster.NodeFacts;
import io.redissentinel.sentinelctl.cluster.NodeLook;
import io.redissentinel.sentinelctl.cluster.RedisFacts;
import io.redissentinel.sentinelctl.stack.PendingChange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** That Redis and Sentinel run with what the stack wants. */
final class SettingChecks {
  static final Check REDIS = Check.eachNode("Redis's settings", SettingChecks::redis);
  static final Check SENTINEL = Check.eachNode("Sentinel's settings", SettingChecks::sentinel);
  static final Check VERSION = Check.eachNode("Redis's version", SettingChecks::version);
  static final Check PASSWORD = Check.eachNode("password", SettingChecks::password);
  static final Check COMMANDS = Check.eachNode("disabled commands", SettingChecks::commands);
  static final Check STORED = Check.eachNode("stored password", SettingChecks::stored);
  static final Check PENDING = Check.cluster("nothing held back", SettingChecks::pending);

  private static final String TAKEN =
      "settings are taken from the instance's tags within seconds after `pulumi up`: is it done? `systemctl restart redis-node` on the node runs its steps again";

  /** A newer image is no fault of the cluster: there is one every few weeks. */
  private static final String IMAGE = "ami";

  private SettingChecks() {}

  private static Verdict redis(NodeLook look, NodeFacts facts) {
    if (look.redis().isEmpty()) {
      return Verdict.notCheckable("Redis does not answer");
    }
    Map<String, String> live = facts.redis().config();
    if (live.isEmpty()) {
      return Verdict.notCheckable(
          "Redis does not say its configuration: CONFIG is renamed or refused");
    }
    Map<String, String> wanted = new LinkedHashMap<>(facts.managed());
    wanted.putAll(facts.wantedRedis());
    long memory = facts.host().memory().getOrDefault("MemTotal", 0L) * 1024;
    return compared(wanted, live, memory);
  }

  private static Verdict sentinel(NodeLook look, NodeFacts facts) {
    if (look.sentinel().isEmpty()) {
      return Verdict.notCheckable("the sentinel does not answer");
    }
    return facts.wantedSentinel().isEmpty()
        ? Verdict.notCheckable("the node was launched without them: it is of an older release")
        : compared(facts.wantedSentinel(), facts.sentinel().master(), 0);
  }

  private static Verdict compared(
      Map<String, String> wanted, Map<String, String> live, long memoryBytes) {
    List<String> problems = new ArrayList<>();
    int compared = 0;
    for (Map.Entry<String, String> setting : wanted.entrySet()) {
      String name = setting.getKey();
      String is = live.get(name);
      if (is == null) {
        // Not every release knows every setting.
        continue;
      }
      compared++;
      if (!SettingValues.same(name, setting.getValue(), is, memoryBytes)) {
        problems.add("%s is '%s', not '%s'".formatted(name, is, setting.getValue()));
      }
    }
    if (compared == 0) {
      return Verdict.failed("none of them is to be found", TAKEN);
    }
    return problems.isEmpty()
        ? Verdict.passed("%d, as the stack wants them".formatted(compared))
        : Verdict.failed(String.join("; ", problems), TAKEN);
  }

  private static Verdict version(NodeLook look, NodeFacts facts) {
    String wanted = facts.env().getOrDefault("REDIS_VERSION", "unknown");
    String is = look.redis().flatMap(RedisFacts::version).orElse(null);
    if (is == null) {
      return Verdict.notCheckable("Redis does not answer");
    }
    return is.equals(wanted)
        ? Verdict.passed(is)
        : Verdict.failed(
            "%s runs, %s is installed".formatted(is, wanted),
            "restart redis-server on the replicas first, then fail over, then on the old master");
  }

  private static Verdict password(NodeLook look, NodeFacts facts) {
    if (look.redis().isEmpty() || !facts.redis().config().containsKey("requirepass")) {
      return Verdict.notCheckable("Redis does not say its configuration");
    }
    boolean clients = facts.redis().config().get("requirepass").equals("set");
    boolean replication = facts.redis().config().getOrDefault("masterauth", "").equals("set");
    if (!facts.hasPassword()) {
      return clients
          ? Verdict.failed(
              "Redis has one, the stack wants none", "systemctl restart redis-node on the node")
          : Verdict.passed("none, as the stack wants it");
    }
    return clients && replication
        ? Verdict.passed("asked for by Redis, and known for replication")
        : Verdict.failed(
            clients
                ? "the node has none for its master: it could not follow one"
                : "Redis lets everybody in without one",
            "systemctl restart redis-node on the node, then look at sentinelctl logs --of bootstrap");
  }

  /** A command that is renamed to nothing is so from a start of the server on. */
  private static Verdict commands(NodeLook look, NodeFacts facts) {
    Set<String> wanted = facts.commands().wanted().orElse(null);
    if (wanted == null) {
      return Verdict.notCheckable("the node knows no such wish: it is of an older release");
    }
    if (look.redis().isEmpty()) {
      return Verdict.notCheckable("Redis does not answer");
    }
    Set<String> known = new TreeSet<>(wanted);
    known.removeAll(facts.commands().without());
    Set<String> missing = new TreeSet<>(facts.commands().without());
    missing.removeAll(wanted);
    List<String> problems = new ArrayList<>();
    if (!known.isEmpty()) {
      problems.add(
          "Redis still takes %s, which the stack disables".formatted(String.join(", ", known)));
    }
    if (!missing.isEmpty()) {
      problems.add(
          "Redis refuses %s, which the stack has given back".formatted(String.join(", ", missing)));
    }
    if (!problems.isEmpty()) {
      return Verdict.failed(
          String.join("; ", problems),
          "`sentinelctl harden%s` restarts the servers that need it, one at a time and without an outage"
              .formatted(wanted.isEmpty() ? " --undo" : ""));
    }
    return Verdict.passed(
        wanted.isEmpty()
            ? "none, as the stack wants it"
            : "Redis refuses %s, as the stack wants it"
                .formatted(String.join(", ", new TreeSet<>(wanted))));
  }

  private static Verdict stored(NodeLook look, NodeFacts facts) {
    if (!facts.hasPassword()) {
      return Verdict.passed("none, as the stack wants it");
    }
    return switch (facts.password()) {
      case CURRENT -> Verdict.passed("the node has the store's current one");
      case ROTATING ->
          Verdict.failed(
              "a rotation is under way",
              "`sentinelctl rotate-password` goes on with it, with --abandon goes back");
      case DIFFERS ->
          Verdict.failed(
              "the node has another one than the store: the store was changed behind the cluster",
              "`sentinelctl rotate-password` brings the nodes to what the store has");
      case UNKNOWN ->
          Verdict.notCheckable(
              "the node got no answer of the store within 2 s: sentinelctl logs --of bootstrap");
    };
  }

  private static Verdict pending(Situation situation) {
    List<PendingChange> held = situation.look().outputs().pending();
    List<String> serious =
        held.stream()
            .filter(change -> !change.what().equals(IMAGE))
            .map(PendingChange::toString)
            .toList();
    if (!serious.isEmpty()) {
      return Verdict.failed(
          String.join("; ", serious),
          held.stream().allMatch(change -> !change.what().equals("password"))
              ? "`sentinelctl roll` brings it out, one node at a time and without an outage"
              : "`sentinelctl rotate-password --from-config` brings the given password out; the rest, if there is any, `sentinelctl roll`");
    }
    return Verdict.passed(
        held.isEmpty()
            ? "every node runs with what the stack says"
            : "nothing but a newer machine image, of %d nodes".formatted(held.size()));
  }
}
