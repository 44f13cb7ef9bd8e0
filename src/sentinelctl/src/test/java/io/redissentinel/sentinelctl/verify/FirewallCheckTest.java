package io.redissentinel.sentinelctl.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.redissentinel.sentinelctl.Bench;
import io.redissentinel.sentinelctl.aws.GroupRules;
import io.redissentinel.sentinelctl.aws.GroupRules.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FirewallCheckTest {
  private static final String NAME = "security groups";
  private static final String GROUP = "sg-1";
  private static final Access ACCESS =
      new Access(Set.of("10.0.0.0/16"), Set.of("10.1.0.0/24"), false);

  private final List<Rule> rules = new ArrayList<>();
  private final Map<String, List<String>> groups = new HashMap<>();

  FirewallCheckTest() {
    for (int port : List.of(6379, 26379)) {
      in(port, GROUP);
      in(port, "10.0.0.0/16");
      rules.add(new Rule(true, "tcp", port, port, GROUP));
    }
    in(22, "10.1.0.0/24");
    rules.add(new Rule(true, "tcp", 80, 80, "0.0.0.0/0"));
    rules.add(new Rule(true, "tcp", 443, 443, "0.0.0.0/0"));
    Bench.NODES.forEach(node -> groups.put(node, List.of(GROUP)));
  }

  private void in(int port, String peer) {
    rules.add(new Rule(false, "tcp", port, port, peer));
  }

  private Checked checked(Access access) {
    return Checked.of(
        new Situation(
            new Bench().look(),
            Optional.of(new GroupRules(GROUP, rules, groups)),
            "",
            Optional.ofNullable(access)));
  }

  @Test
  void withoutEc2ItCannotBeChecked() {
    Checked.of(new Bench()).notCheckable(NAME, Line.CLUSTER, Checked.NO_EC2);
  }

  @Test
  void itIsAsTheStackSays() {
    checked(ACCESS).passed(NAME, Line.CLUSTER, "9 rules, as the stack's configuration says");
  }

  @Test
  void whereTheStackDoesNotSayTheWorldIsStillRefused() {
    checked(null).passed(NAME, Line.CLUSTER, "its configuration does not say");
    in(6379, "0.0.0.0/0");
    checked(null).failed(NAME, Line.CLUSTER, "in tcp 6379 from 0.0.0.0/0: open to the world");
  }

  @Test
  void theWorldMayComeInWhereTheStackSaysSo() {
    for (int port : List.of(6379, 26379)) {
      in(port, "0.0.0.0/0");
    }
    checked(new Access(Set.of("10.0.0.0/16", "0.0.0.0/0"), Set.of("10.1.0.0/24"), true))
        .passed(NAME, Line.CLUSTER);
  }

  @Test
  void sshIsNeverOpenToTheWorld() {
    in(22, "::/0");
    checked(new Access(Set.of("10.0.0.0/16"), Set.of("10.1.0.0/24", "::/0"), true))
        .failed(NAME, Line.CLUSTER, "SSH is open to the world");
  }

  @Test
  void aRuleThatSomebodyAdded() {
    in(6379, "10.9.0.0/16");
    checked(ACCESS).failed(NAME, Line.CLUSTER, "in tcp 6379 from 10.9.0.0/16: not in the stack's");
  }

  @Test
  void anotherPort() {
    in(8080, "10.0.0.0/16");
    checked(ACCESS).failed(NAME, Line.CLUSTER, "in tcp 8080", "nothing of the cluster's");
  }

  @Test
  void aRangeOfPorts() {
    rules.add(new Rule(false, "tcp", 0, 65535, "10.0.0.0/16"));
    rules.add(new Rule(false, "-1", -1, -1, "10.0.0.0/16"));
    checked(ACCESS)
        .failed(
            NAME,
            Line.CLUSTER,
            "in tcp 0-65535 from 10.0.0.0/16: more than one port",
            "in all protocols");
  }

  @Test
  void aRuleThatIsMissing() {
    rules.removeIf(rule -> !rule.egress() && rule.from() == 26379 && rule.peer().equals(GROUP));
    rules.removeIf(rule -> rule.from() == 22);
    checked(ACCESS)
        .failed(
            NAME,
            Line.CLUSTER,
            "missing: in tcp 26379 from sg-1",
            "missing: in tcp 22 from 10.1.0.0/24");
  }

  @Test
  void moreGoesOut() {
    rules.add(new Rule(true, "-1", -1, -1, "0.0.0.0/0"));
    checked(ACCESS)
        .failed(
            NAME, Line.CLUSTER, "out all protocols -1 to 0.0.0.0/0: not one of the component's");
  }

  @Test
  void aNodeIsInAnotherGroupToo() {
    groups.put("b", List.of(GROUP, "sg-open"));
    checked(ACCESS).failed(NAME, Line.CLUSTER, "node b is in [sg-1, sg-open]");
  }

  @Test
  void whomTheStackLetsInIsReadFromItsConfiguration() {
    String json =
        """
        {"redis-sentinel:clientCidrs": {"value": "[\\"10.0.0.0/16\\"]", "objectValue": ["10.0.0.0/16"], "secret": false},
         "redis-sentinel:sshCidrs": {"value": "[]", "objectValue": [], "secret": false},
         "redis-sentinel:clientSecurityGroupIds": {"value": "[\\"sg-2\\"]", "objectValue": ["sg-2"], "secret": false},
         "redis-sentinel:allowPublic": {"value": "true", "secret": false}}""";
    assertThat(Access.parse(json, "redis-sentinel"))
        .contains(new Access(Set.of("10.0.0.0/16", "sg-2"), Set.of(), true));
    assertThat(Access.parse(json, "other")).isEmpty();
    assertThat(Access.parse("no json", "redis-sentinel")).isEmpty();
  }
}
