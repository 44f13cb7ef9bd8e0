package io.redissentinel.lab.cloud.ec2;

import static io.redissentinel.lab.cloud.CloudFixture.inputs;
import static io.redissentinel.lab.cloud.CloudFixture.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.redissentinel.lab.cloud.CloudFixture;
import io.redissentinel.lab.cloud.FirewallRule;
import io.redissentinel.lab.cloud.FirewallRule.Direction;
import io.redissentinel.lab.cloud.Properties;
import io.redissentinel.lab.cloud.Resource;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SecurityGroupsTest {
  @TempDir Path folder;
  private CloudFixture aws;

  @BeforeEach
  void open() {
    aws = new CloudFixture(folder.resolve("aws"));
  }

  private static Properties redisFrom(Resource group, String property, String source) {
    return inputs(
        "securityGroupId",
        group.id(),
        "ipProtocol",
        "tcp",
        "fromPort",
        6379,
        "toPort",
        6379,
        property,
        source);
  }

  @Test
  void becomeFirewallRulesWithTheirMembers() {
    Resource nodes = aws.group("nodes");
    Resource clients = aws.group("clients");
    aws.nic("securityGroups", List.of(nodes.id()));
    aws.create(
        SecurityGroupRules.INGRESS, redisFrom(nodes, "referencedSecurityGroupId", clients.id()));
    aws.create(
        SecurityGroupRules.EGRESS,
        inputs("securityGroupId", nodes.id(), "ipProtocol", "-1", "cidrIpv4", "0.0.0.0/0"));

    assertThat(aws.host.firewall().members())
        .containsEntry(nodes.id(), java.util.Set.of("10.77.1.10"))
        .containsEntry(clients.id(), java.util.Set.of());
    assertThat(aws.host.firewall().rules())
        .contains(
            new FirewallRule(
                nodes.id(),
                Direction.INGRESS,
                "tcp",
                OptionalInt.of(6379),
                OptionalInt.of(6379),
                new FirewallRule.Group(clients.id())),
            new FirewallRule(
                nodes.id(),
                Direction.EGRESS,
                "-1",
                OptionalInt.empty(),
                OptionalInt.empty(),
                new FirewallRule.Cidr("0.0.0.0/0")));
  }

  @Test
  void loseARuleThatIsDeleted() {
    Resource nodes = aws.group("nodes");
    int before = aws.host.firewall().rules().size();
    Resource rule =
        aws.create(SecurityGroupRules.INGRESS, redisFrom(nodes, "cidrIpv4", "10.77.0.0/16"));
    assertThat(aws.host.firewall().rules()).hasSize(before + 1);
    aws.delete(rule);
    assertThat(aws.host.firewall().rules()).hasSize(before);
  }

  @Test
  void refuseTheSameRuleTwice() {
    Resource nodes = aws.group("nodes");
    aws.create(SecurityGroupRules.INGRESS, redisFrom(nodes, "cidrIpv4", "10.77.0.0/16"));
    Resource other =
        aws.create(SecurityGroupRules.INGRESS, redisFrom(nodes, "cidrIpv4", "10.0.0.0/8"));
    assertThat(
            refusal(
                "InvalidPermission.Duplicate",
                () ->
                    aws.create(
                        SecurityGroupRules.INGRESS, redisFrom(nodes, "cidrIpv4", "10.77.0.0/16"))))
        .contains("peer: 10.77.0.0/16, TCP, from port: 6379, to port: 6379, ALLOW");
    refusal(
        "InvalidPermission.Duplicate",
        () -> aws.update(other, redisFrom(nodes, "cidrIpv4", "10.77.0.0/16")));
    aws.create(SecurityGroupRules.EGRESS, redisFrom(nodes, "cidrIpv4", "10.77.0.0/16"));
  }

  @Test
  void refuseGroupsThatDoNotExist() {
    Resource nodes = aws.group("nodes");
    refusal(
        "InvalidGroup.NotFound",
        () ->
            aws.create(
                SecurityGroupRules.INGRESS, redisFrom(nodes, "referencedSecurityGroupId", "sg-1")));
    refusal(
        "InvalidGroup.NotFound",
        () ->
            aws.create(
                SecurityGroupRules.INGRESS,
                redisFrom(nodes, "cidrIpv4", "10.0.0.0/8").with("securityGroupId", "sg-1")));
  }

  @Test
  void cannotGoWhileInUse() {
    Resource nodes = aws.group("nodes");
    Resource clients = aws.group("clients");
    Resource nic = aws.nic("securityGroups", List.of(nodes.id()));
    aws.create(
        SecurityGroupRules.INGRESS, redisFrom(nodes, "referencedSecurityGroupId", clients.id()));
    refusal("DependencyViolation", () -> aws.delete(nodes));
    refusal("DependencyViolation", () -> aws.delete(clients));
    aws.delete(nic);
    aws.delete(nodes);
    aws.delete(clients);
    assertThat(SecurityGroupRules.INGRESS).satisfies(t -> assertThat(aws.cloud.list(t)).isEmpty());
  }

  @Test
  void haveNamesOfTheirOwn() {
    aws.group("nodes");
    refusal("InvalidGroup.Duplicate", () -> aws.group("nodes"));
    refusal("InvalidGroup.Duplicate", () -> aws.group("default"));
    refusal(
        "InvalidVpcID.NotFound",
        () -> aws.create(SecurityGroups.TOKEN, "name", "x", "vpcId", "vpc-1"));
    assertThat(aws.create(SecurityGroups.TOKEN).inputs().requireText("name"))
        .matches("it[0-9]+-[0-9a-f]{7}");
  }

  static Stream<Arguments> badRules() {
    return Stream.of(
        Arguments.of("cidrIpv4", inputs("ipProtocol", "-1")),
        Arguments.of(
            "cidrIpv4",
            inputs(
                "ipProtocol", "-1", "cidrIpv4", "10.0.0.0/8", "referencedSecurityGroupId", "sg-1")),
        Arguments.of("cidrIpv4", inputs("ipProtocol", "-1", "cidrIpv4", "10.0.0.0")),
        Arguments.of("cidrIpv4", inputs("ipProtocol", "-1", "cidrIpv4", "10.0.0.256/8")),
        Arguments.of(
            "ipProtocol",
            inputs("ipProtocol", "sctp", "cidrIpv4", "10.0.0.0/8")
                .with("fromPort", 1)
                .with("toPort", 1)),
        Arguments.of("fromPort", inputs("ipProtocol", "tcp", "cidrIpv4", "10.0.0.0/8")),
        Arguments.of(
            "fromPort",
            inputs("ipProtocol", "-1", "cidrIpv4", "10.0.0.0/8", "fromPort", 1, "toPort", 2)),
        Arguments.of(
            "cidrIpv6", inputs("ipProtocol", "-1", "cidrIpv4", "10.0.0.0/8", "cidrIpv6", "::/0")));
  }

  @ParameterizedTest
  @MethodSource("badRules")
  void nameTheBadPropertyOfARule(String property, Properties rule) {
    assertThat(aws.cloud.check(SecurityGroupRules.INGRESS, rule.with("securityGroupId", "sg-1")))
        .extracting("property")
        .containsExactly(property);
  }
}
