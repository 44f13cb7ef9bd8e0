package io.redissentinel.lab.host;

import io.redissentinel.lab.cloud.FirewallRule;
import io.redissentinel.lab.cloud.FirewallRule.Direction;
import io.redissentinel.lab.cloud.FirewallRules;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Security groups as one nftables table: a pure function.
 *
 * <p>Who sends and who receives follows from the hook: what is forwarded goes from node to node,
 * what comes in is from a node, what goes out is to one. Each chain of rules returns on what it
 * allows and drops the rest. As on AWS, what is established goes on when a rule is taken away, and
 * the metadata service needs no rule.
 */
final class Ruleset {
  private static final String HEAD =
      """
      table inet security {}
      delete table inet security
      table inet security {
      """;
  private static final String HOOKS =
      """
        chain between_nodes {
          type filter hook forward priority filter; policy drop;
          ct state established,related accept
          jump egress
          jump ingress
          accept
        }
        chain from_nodes {
          type filter hook input priority filter; policy drop;
          iifname "lo" accept
          ct state established,related accept
          ip daddr %s accept
          jump egress
          accept
        }
        chain to_nodes {
          type filter hook output priority filter; policy drop;
          oifname "lo" accept
          ct state established,related accept
          jump ingress
          accept
        }
      }
      """;

  private Ruleset() {}

  /** The text for {@code nft -f -}; loading it replaces what was there, atomically. */
  static String render(FirewallRules rules) {
    StringBuilder text = new StringBuilder(HEAD);
    groups(rules).forEach((id, members) -> text.append(set(id, members)));
    text.append(chain("ingress", Direction.INGRESS, rules.rules()));
    text.append(chain("egress", Direction.EGRESS, rules.rules()));
    return text.append(HOOKS.formatted(Namespaces.METADATA_ADDRESS)).toString();
  }

  /** Also the groups without members, which rules may name. */
  private static TreeMap<String, Set<String>> groups(FirewallRules rules) {
    TreeMap<String, Set<String>> groups = new TreeMap<>();
    for (FirewallRule rule : rules.rules()) {
      groups.put(rule.groupId(), Set.of());
      if (rule.peer() instanceof FirewallRule.Group group) {
        groups.put(group.groupId(), Set.of());
      }
    }
    rules.members().forEach((id, members) -> groups.put(id, new TreeSet<>(members)));
    return groups;
  }

  private static String set(String id, Set<String> members) {
    String elements =
        members.isEmpty() ? "" : " elements = { %s };".formatted(String.join(", ", members));
    return "  set %s { type ipv4_addr;%s }\n".formatted(name(id), elements);
  }

  private static String chain(String name, Direction direction, List<FirewallRule> rules) {
    StringBuilder text = new StringBuilder("  chain %s {\n".formatted(name));
    rules.stream()
        .filter(rule -> rule.direction() == direction)
        .filter(rule -> !(rule.peer() instanceof FirewallRule.Cidr cidr && isIpv6(cidr)))
        .map(Ruleset::line)
        .distinct()
        .sorted()
        .forEach(line -> text.append("    ").append(line).append('\n'));
    return text.append("    drop\n  }\n").toString();
  }

  /** The lab has no IPv6; a rule for it allows nothing here. */
  private static boolean isIpv6(FirewallRule.Cidr cidr) {
    return cidr.cidr().contains(":");
  }

  private static String line(FirewallRule rule) {
    boolean ingress = rule.direction() == Direction.INGRESS;
    String peer =
        rule.peer() instanceof FirewallRule.Group group
            ? "@" + name(group.groupId())
            : ((FirewallRule.Cidr) rule.peer()).cidr();
    return "ip %s @%s ip %s %s %sreturn"
        .formatted(
            ingress ? "daddr" : "saddr",
            name(rule.groupId()),
            ingress ? "saddr" : "daddr",
            peer,
            what(rule));
  }

  private static String what(FirewallRule rule) {
    return switch (rule.protocol()) {
      case "-1" -> "";
      case "tcp", "6" -> ports("tcp", rule);
      case "udp", "17" -> ports("udp", rule);
      case "icmp", "1" -> icmp(rule);
      default -> "ip protocol %s ".formatted(rule.protocol());
    };
  }

  private static String ports(String protocol, FirewallRule rule) {
    if (isAny(rule.fromPort())) {
      return "meta l4proto %s ".formatted(protocol);
    }
    int from = rule.fromPort().getAsInt();
    int to = rule.toPort().orElse(from);
    return "%s dport %s ".formatted(protocol, from == to ? from : from + "-" + to);
  }

  private static String icmp(FirewallRule rule) {
    if (isAny(rule.fromPort())) {
      return "meta l4proto icmp ";
    }
    String code = isAny(rule.toPort()) ? "" : "icmp code %d ".formatted(rule.toPort().getAsInt());
    return "icmp type %d %s".formatted(rule.fromPort().getAsInt(), code);
  }

  /** AWS writes "all" as -1 or leaves it out. */
  private static boolean isAny(OptionalInt value) {
    return value.isEmpty() || value.getAsInt() < 0;
  }

  private static String name(String groupId) {
    return groupId.replace('-', '_');
  }
}
