package io.redissentinel.sentinelctl.cli;

import io.redissentinel.sentinelctl.cli.ClusterStatus.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A status for people: one screen. */
final class StatusText {
  private static final String UNKNOWN = "-";

  private StatusText() {}

  static String of(ClusterStatus status, Style style) {
    StringBuilder text = new StringBuilder();
    text.append(status.healthy() ? style.good("healthy") : style.bad("NOT healthy"))
        .append(", ")
        .append(
            status.master() == null
                ? "no master that a majority of the sentinels names"
                : "master " + status.master())
        .append(", quorum %d of %d".formatted(status.quorum(), status.nodes().size()));
    if (status.lastFailover() != null) {
      text.append(
          ", last failover %s from %s to %s"
              .formatted(
                  status.lastFailover().at().replaceAll("\\.\\d+Z", "Z"),
                  status.lastFailover().from(),
                  status.lastFailover().to()));
    }
    text.append('\n').append(table(status.nodes()));
    for (Node node : status.nodes()) {
      if (node.error() != null) {
        text.append(style.bad(node.key() + ": " + node.error())).append('\n');
      }
    }
    passwords(text, status, "rotating", "a rotation of the password is under way");
    passwords(text, status, "differs", "another password than the store's");
    if (status.backups() != null) {
      text.append(status.backups().text(style)).append('\n');
    }
    status.pending().forEach(change -> text.append("held back, ").append(change).append('\n'));
    return text.toString();
  }

  private static void passwords(
      StringBuilder text, ClusterStatus status, String state, String what) {
    List<String> keys =
        status.nodes().stream()
            .filter(node -> state.equals(node.password()))
            .map(Node::key)
            .toList();
    if (!keys.isEmpty()) {
      text.append("%s: %s%n".formatted(String.join(", ", keys), what));
    }
  }

  private static String table(List<Node> nodes) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        List.of(
            "node",
            "address",
            "zone",
            "role",
            "lag",
            "memory",
            "keys",
            "persistence",
            "redis",
            "sentinel"));
    for (Node node : nodes) {
      rows.add(
          List.of(
              node.key(),
              node.address(),
              node.zone(),
              role(node),
              lag(node),
              memory(node),
              or(node.keys()),
              node.persistence() == null
                  ? UNKNOWN
                  : node.persistence() + (node.persistenceOk() ? "" : " FAILS"),
              or(node.redisVersion()),
              sentinel(node)));
    }
    return Columns.of(rows);
  }

  private static String role(Node node) {
    if (node.state().equals("unreachable")) {
      return "UNREACHABLE";
    }
    return node.role() == null ? "NO ANSWER" : node.role();
  }

  private static String lag(Node node) {
    if (!"replica".equals(node.role())) {
      return UNKNOWN;
    }
    if (!Boolean.TRUE.equals(node.linkUp())) {
      return "LINK DOWN";
    }
    return node.lagBytes() == null
        ? "unknown"
        : "%s, %d s".formatted(bytes(node.lagBytes()), node.lagSeconds());
  }

  private static String memory(Node node) {
    if (node.usedMemory() == null) {
      return UNKNOWN;
    }
    Long limit =
        node.maxMemory() != null && node.maxMemory() > 0 ? node.maxMemory() : node.memory();
    return limit == null
        ? bytes(node.usedMemory())
        : "%s of %s".formatted(bytes(node.usedMemory()), bytes(limit));
  }

  private static String sentinel(Node node) {
    if (node.sentinelsSeen() == null) {
      return node.state().equals("running") ? "NO ANSWER" : UNKNOWN;
    }
    return "sees %d others, %s"
        .formatted(node.sentinelsSeen(), node.quorumReached() ? "quorum ok" : "NO QUORUM");
  }

  static String bytes(long count) {
    String units = "KMGT";
    if (count < 1024) {
      return count + "B";
    }
    double value = count;
    int unit = -1;
    while (value >= 1024 && unit < units.length() - 1) {
      value /= 1024;
      unit++;
    }
    return String.format(Locale.ROOT, "%.1f%c", value, units.charAt(unit));
  }

  private static String or(Object value) {
    return value == null ? UNKNOWN : value.toString();
  }
}
