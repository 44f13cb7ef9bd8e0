package io.redissentinel.lab.host;

import io.redissentinel.lab.cloud.FirewallRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Loads the packet filter of the lab's namespace, and cuts nodes off. */
final class Firewall {
  /** Before the security groups, so that it also stops what is established. */
  private static final String FAULTS =
      """
      table inet faults {
        set isolated { type ipv4_addr; }
        set partitioned { type ipv4_addr; }
        chain between_nodes {
          type filter hook forward priority filter - 10; policy accept;
          ip saddr @isolated drop
          ip daddr @isolated drop
          ip saddr @partitioned drop
          ip daddr @partitioned drop
        }
        chain from_nodes {
          type filter hook input priority filter - 10; policy accept;
          ip saddr @isolated drop
        }
        chain to_nodes {
          type filter hook output priority filter - 10; policy accept;
          ip daddr @isolated drop
        }
      }
      """;

  private final Namespaces namespaces;

  Firewall(Namespaces namespaces) {
    this.namespaces = namespaces;
  }

  /** The state of a new lab: nothing is allowed, nothing is cut. */
  void create() {
    if (!nft("list", "table", "inet", "security").attempt().ok()) {
      apply(new FirewallRules(Map.of(), List.of()));
    }
    if (!nft("list", "table", "inet", "faults").attempt().ok()) {
      load(FAULTS);
    }
  }

  void apply(FirewallRules rules) {
    load(Ruleset.render(rules));
  }

  void cut(String address, Cut cut) {
    load("add element inet faults %s { %s }\n".formatted(set(cut), address));
  }

  /** Adding first: an element that is not there cannot be deleted. */
  void heal(String address) {
    for (Cut cut : Cut.values()) {
      String element = "element inet faults %s { %s }\n".formatted(set(cut), address);
      load("add " + element + "delete " + element);
    }
  }

  private static String set(Cut cut) {
    return switch (cut) {
      case ALL -> "isolated";
      case FROM_PEERS_ONLY -> "partitioned";
    };
  }

  private void load(String text) {
    nft("-f", "-").input(text).run();
  }

  private Command nft(String... arguments) {
    List<String> argv = new ArrayList<>(List.of("nft"));
    argv.addAll(List.of(arguments));
    return Command.of(namespaces.insideLab(argv));
  }
}
