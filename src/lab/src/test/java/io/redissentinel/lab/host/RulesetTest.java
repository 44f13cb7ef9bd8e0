package io.redissentinel.lab.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.redissentinel.lab.cloud.FirewallRule;
import io.redissentinel.lab.cloud.FirewallRule.Cidr;
import io.redissentinel.lab.cloud.FirewallRule.Direction;
import io.redissentinel.lab.cloud.FirewallRule.Group;
import io.redissentinel.lab.cloud.FirewallRule.Peer;
import io.redissentinel.lab.cloud.FirewallRules;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RulesetTest {
  private static final String NODES = "sg-0123456789abcdef0";
  private static final String CLIENTS = "sg-0fedcba9876543210";

  @Test
  void rendersWhatTheGoldenFileSays() throws IOException {
    FirewallRules rules =
        new FirewallRules(
            Map.of(NODES, Set.of("10.77.2.11", "10.77.1.11")),
            List.of(
                ingress("tcp", 6379, 6379, new Group(NODES)),
                ingress("tcp", 26379, 26380, new Cidr("10.77.0.0/24")),
                ingress("udp", 53, 53, new Group(CLIENTS)),
                ingress("icmp", 8, -1, new Cidr("10.77.0.10/32")),
                ingress("icmp", -1, -1, new Group(NODES)),
                ingress("tcp", 22, 22, new Cidr("2001:db8::/32")),
                rule(Direction.EGRESS, "-1", OptionalInt.empty(), new Cidr("0.0.0.0/0"))));
    assertThat(Ruleset.render(rules)).isEqualTo(golden("ruleset.nft"));
  }

  @Test
  void withoutRulesNothingIsAllowed() {
    String text = Ruleset.render(new FirewallRules(Map.of(), List.of()));
    assertThat(text).contains("chain ingress {\n    drop\n  }").contains("policy drop");
  }

  private static FirewallRule ingress(String protocol, int from, int to, Peer peer) {
    return new FirewallRule(
        NODES, Direction.INGRESS, protocol, OptionalInt.of(from), OptionalInt.of(to), peer);
  }

  private static FirewallRule rule(
      Direction direction, String protocol, OptionalInt port, Peer peer) {
    return new FirewallRule(NODES, direction, protocol, port, port, peer);
  }

  private static String golden(String name) throws IOException {
    try (InputStream stream = RulesetTest.class.getResourceAsStream(name)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
