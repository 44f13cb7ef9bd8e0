package io.redissentinel.lab.cloud.ec2;

import io.redissentinel.lab.cloud.FirewallRule;
import io.redissentinel.lab.cloud.FirewallRule.Direction;
import io.redissentinel.lab.cloud.FirewallRules;
import io.redissentinel.lab.cloud.Region;
import io.redissentinel.lab.cloud.Resource;
import io.redissentinel.lab.cloud.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** All groups, their members and their rules, as the packet filter needs to know them. */
public final class Firewall {
  /** The default group's: its members among themselves, and everything outwards. */
  private static final List<FirewallRule> DEFAULT_RULES =
      List.of(
          defaultRule(Direction.INGRESS, new FirewallRule.Group(Region.DEFAULT_GROUP)),
          defaultRule(Direction.EGRESS, new FirewallRule.Cidr("0.0.0.0/0")));

  private Firewall() {}

  public static FirewallRules of(Store store) {
    Map<String, Set<String>> members = new TreeMap<>();
    members.put(Region.DEFAULT_GROUP, new TreeSet<>());
    store.list(SecurityGroups.TOKEN).forEach(group -> members.put(group.id(), new TreeSet<>()));
    for (Resource nic : store.list(NetworkInterfaces.TOKEN)) {
      for (String group : NetworkInterfaces.groups(nic)) {
        members.computeIfAbsent(group, id -> new TreeSet<>()).add(NetworkInterfaces.address(nic));
      }
    }
    List<FirewallRule> rules = new ArrayList<>(DEFAULT_RULES);
    SecurityGroupRules.all(store).forEach(r -> rules.add(SecurityGroupRules.firewallRule(r)));
    return new FirewallRules(members, List.copyOf(rules));
  }

  private static FirewallRule defaultRule(Direction direction, FirewallRule.Peer peer) {
    return new FirewallRule(
        Region.DEFAULT_GROUP, direction, "-1", OptionalInt.empty(), OptionalInt.empty(), peer);
  }
}
