package io.redissentinel.sentinelctl.rotate;

import static io.redissentinel.sentinelctl.rotate.NodeState.NEW;
import static io.redissentinel.sentinelctl.rotate.NodeState.OLD;

import io.redissentinel.sentinelctl.handover.Looks;
import io.redissentinel.sentinelctl.rotate.NodeState.Said;
import io.redissentinel.sentinelctl.stack.NodeRef;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Three nodes and their passwords, which change as the steps do it. a is master. */
final class States {
  static final List<NodeRef> NODES = List.of(Looks.A, Looks.B, Looks.C);

  private final Map<String, List<String>> servers = new TreeMap<>();
  private final Map<String, List<String>> sentinels = new TreeMap<>();
  private final TreeSet<String> prepared = new TreeSet<>();
  private final Map<String, String> away = new LinkedHashMap<>();
  private final boolean accessLists;

  private States(boolean accessLists, String which) {
    this.accessLists = accessLists;
    NODES.forEach(node -> servers.put(node.key(), List.of(which)));
    NODES.forEach(node -> sentinels.put(node.key(), List.of(which)));
  }

  static States all(String which) {
    return new States(false, which);
  }

  /** From Redis 6 on. */
  static States withAccessLists() {
    return new States(true, OLD);
  }

  States server(String key, String... taken) {
    servers.put(key, List.of(taken));
    return this;
  }

  States silentServer(String key) {
    servers.put(key, null);
    return this;
  }

  States sentinel(String key, String... taken) {
    sentinels.put(key, List.of(taken));
    return this;
  }

  /** A node that cannot be told anything; the others see what its servers take. */
  States away(String key) {
    away.put(key, "no SSH connection");
    return this;
  }

  States back(String key) {
    away.remove(key);
    return this;
  }

  void switchServers(List<NodeRef> nodes) {
    nodes.forEach(node -> servers.put(node.key(), accessLists ? List.of(NEW, OLD) : List.of(NEW)));
  }

  void switchSentinel(NodeRef node) {
    sentinels.put(node.key(), List.of(NEW));
  }

  void finish(List<NodeRef> nodes) {
    nodes.forEach(node -> servers.put(node.key(), List.of(NEW)));
    nodes.forEach(node -> prepared.remove(node.key()));
  }

  /** The way back: what was new is old. */
  void swap() {
    for (Map<String, List<String>> each : List.of(servers, sentinels)) {
      each.replaceAll(
          (key, taken) ->
              taken == null
                  ? null
                  : taken.stream().map(which -> which.equals(NEW) ? OLD : NEW).toList());
    }
  }

  List<NodeState> prepare() {
    boolean underWay =
        servers.values().stream().anyMatch(taken -> taken != null && taken.contains(OLD))
            || sentinels.values().stream().anyMatch(taken -> taken.contains(OLD));
    if (underWay) {
      NODES.stream().map(NodeRef::key).filter(key -> !away.containsKey(key)).forEach(prepared::add);
    }
    return NODES.stream().map(this::state).toList();
  }

  private NodeState state(NodeRef node) {
    String key = node.key();
    if (away.containsKey(key)) {
      return NodeState.failed(node, away.get(key));
    }
    List<String> taken = servers.get(key);
    String own = taken == null ? null : taken.get(0);
    return NodeState.of(
        node,
        new Said(
            own,
            own,
            new TreeMap<>(servers),
            new TreeMap<>(sentinels),
            key.equals("a") ? "master" : "slave",
            prepared.contains(key)));
  }
}
