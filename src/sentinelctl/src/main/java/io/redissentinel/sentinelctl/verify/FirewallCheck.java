package io.redissentinel.sentinelctl.verify;

import io.redissentinel.sentinelctl.aws.GroupRules;
import io.redissentinel.sentinelctl.aws.GroupRules.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** That the nodes' security group is open to whom it should be, and to nobody else. */
final class FirewallCheck implements Check {
  private static final String NAME = "security groups";
  private static final int SSH = 22;
  private static final Set<Integer> WEB = Set.of(80, 443);
  private static final Set<String> WORLD = Set.of("0.0.0.0/0", "::/0");

  @Override
  public List<Line> of(Situation situation) {
    return List.of(
        Line.cluster(
            NAME,
            situation
                .rules()
                .map(rules -> verdict(situation, rules))
                .orElseGet(() -> Verdict.notCheckable(situation.whyNoRules()))));
  }

  private static Verdict verdict(Situation situation, GroupRules group) {
    Set<Integer> services =
        Set.of(situation.look().outputs().redisPort(), situation.look().outputs().sentinelPort());
    List<String> problems = new ArrayList<>();
    for (Rule rule : group.rules()) {
      String problem =
          rule.egress() ? egress(rule, group, services) : ingress(rule, group, services, situation);
      if (!problem.isEmpty()) {
        problems.add("%s: %s".formatted(rule, problem));
      }
    }
    for (int port : services) {
      require(problems, group, new Rule(false, "tcp", port, port, group.group()));
      require(problems, group, new Rule(true, "tcp", port, port, group.group()));
      situation
          .access()
          .ifPresent(
              access ->
                  access
                      .clients()
                      .forEach(
                          it -> require(problems, group, new Rule(false, "tcp", port, port, it))));
    }
    situation
        .access()
        .ifPresent(
            access ->
                access
                    .ssh()
                    .forEach(it -> require(problems, group, new Rule(false, "tcp", SSH, SSH, it))));
    group
        .groups()
        .forEach(
            (key, groups) -> {
              if (!groups.equals(List.of(group.group()))) {
                problems.add(
                    "node %s is in %s, not in %s alone".formatted(key, groups, group.group()));
              }
            });
    return problems.isEmpty()
        ? Verdict.passed(
            situation.access().isPresent()
                ? "%d rules, as the stack's configuration says".formatted(group.rules().size())
                : "%d rules; whom the stack wants to let in, its configuration does not say"
                    .formatted(group.rules().size()))
        : Verdict.failed(
            String.join("; ", problems),
            "`pulumi up --refresh` puts the stack's own rules right; what somebody else added to %s has to be taken away by hand"
                .formatted(group.group()));
  }

  private static String ingress(
      Rule rule, GroupRules group, Set<Integer> services, Situation situation) {
    if (!rule.protocol().equals("tcp") || rule.from() != rule.to()) {
      return "more than one port";
    }
    boolean world = WORLD.contains(rule.peer());
    if (rule.from() == SSH) {
      return world
          ? "SSH is open to the world"
          : allowed(situation.access().map(Access::ssh).orElse(Set.of(rule.peer())), rule);
    }
    if (!services.contains(rule.from())) {
      return "nothing of the cluster's is on this port";
    }
    if (rule.peer().equals(group.group())) {
      return "";
    }
    if (world && !situation.access().map(Access::open).orElse(false)) {
      return "open to the world";
    }
    return allowed(situation.access().map(Access::clients).orElse(Set.of(rule.peer())), rule);
  }

  private static String allowed(Set<String> peers, Rule rule) {
    return peers.contains(rule.peer()) ? "" : "not in the stack's configuration";
  }

  private static String egress(Rule rule, GroupRules group, Set<Integer> services) {
    boolean one = rule.protocol().equals("tcp") && rule.from() == rule.to();
    boolean peers = services.contains(rule.from()) && rule.peer().equals(group.group());
    return one && (peers || WEB.contains(rule.from())) ? "" : "not one of the component's";
  }

  private static void require(List<String> problems, GroupRules group, Rule wanted) {
    if (!group.rules().contains(wanted)) {
      problems.add("missing: " + wanted);
    }
  }
}
