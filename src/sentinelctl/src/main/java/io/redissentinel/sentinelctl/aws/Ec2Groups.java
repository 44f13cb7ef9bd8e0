package io.redissentinel.sentinelctl.aws;

import io.redissentinel.sentinelctl.aws.GroupRules.Rule;
import io.redissentinel.sentinelctl.stack.NodeRef;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkInterfacesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupRulesRequest;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.ReferencedSecurityGroup;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;

/** Asks EC2 for the rules of a security group, and who is in it. */
public final class Ec2Groups {
  private Ec2Groups() {}

  /**
   * What EC2 says.
   *
   * @throws software.amazon.awssdk.core.exception.SdkException if it says nothing
   */
  public static GroupRules read(Ec2Client ec2, String group, List<NodeRef> nodes) {
    var rules =
        ec2
            .describeSecurityGroupRulesPaginator(
                DescribeSecurityGroupRulesRequest.builder()
                    .filters(Filter.builder().name("group-id").values(group).build())
                    .build())
            .stream()
            .flatMap(page -> page.securityGroupRules().stream())
            .map(Ec2Groups::rule)
            .toList();
    Map<String, List<String>> groups = new LinkedHashMap<>();
    var interfaces =
        ec2.describeNetworkInterfaces(
                DescribeNetworkInterfacesRequest.builder()
                    .networkInterfaceIds(nodes.stream().map(NodeRef::interfaceId).toList())
                    .build())
            .networkInterfaces();
    for (NodeRef node : nodes) {
      groups.put(node.key(), new ArrayList<>());
      for (NetworkInterface one : interfaces) {
        if (one.networkInterfaceId().equals(node.interfaceId())) {
          groups
              .get(node.key())
              .addAll(one.groups().stream().map(GroupIdentifier::groupId).toList());
        }
      }
    }
    return new GroupRules(group, rules, groups);
  }

  private static Rule rule(SecurityGroupRule rule) {
    ReferencedSecurityGroup referenced = rule.referencedGroupInfo();
    String peer =
        Stream.of(
                rule.cidrIpv4(),
                rule.cidrIpv6(),
                referenced == null ? null : referenced.groupId(),
                rule.prefixListId())
            .filter(Objects::nonNull)
            .findFirst()
            .orElse("?");
    return new Rule(
        Boolean.TRUE.equals(rule.isEgress()),
        rule.ipProtocol(),
        rule.fromPort() == null ? -1 : rule.fromPort(),
        rule.toPort() == null ? -1 : rule.toPort(),
        peer);
  }
}
