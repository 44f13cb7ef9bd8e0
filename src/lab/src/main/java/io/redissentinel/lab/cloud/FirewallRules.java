package io.redissentinel.lab.cloud;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The whole desired state of the packet filter.
 *
 * @param members the addresses in each security group, by group id
 */
public record FirewallRules(Map<String, Set<String>> members, List<FirewallRule> rules) {}
