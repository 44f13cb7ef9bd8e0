package io.redissentinel;

import com.pulumi.aws.ec2.SecurityGroup;
import com.pulumi.aws.ec2.SecurityGroupArgs;
import com.pulumi.aws.vpc.SecurityGroupEgressRule;
import com.pulumi.aws.vpc.SecurityGroupEgressRuleArgs;
import com.pulumi.aws.vpc.SecurityGroupIngressRule;
import com.pulumi.aws.vpc.SecurityGroupIngressRuleArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.CustomResourceOptions;
import java.util.List;
import java.util.Map;

/**
 * What the nodes let in and out: one security group, with a resource for each rule. Inline rules
 * would make the group take away what anything else adds to it, and change all rules for one.
 *
 * <p>A rule's name is made of what it says, so that a rule added or taken away leaves the others as
 * they are. DNS, time and instance metadata need no rule: security groups do not filter them.
 */
final class Firewall extends ComponentResource {
  private static final String TYPE = "redis-sentinel:index:Firewall";
  private static final String NODES = "nodes";
  private static final String ANYWHERE = "0.0.0.0/0";

  private final String cluster;
  private final SecurityGroup group;
  private final CustomResourceOptions child;

  /** A port and what listens there. */
  private record Service(String name, int port) {}

  Firewall(
      String cluster,
      Output<String> vpcId,
      RedisSentinelArgs args,
      ComponentResourceOptions options) {
    super(TYPE, cluster + "-firewall", options);
    this.cluster = cluster;
    this.child = CustomResourceOptions.builder().parent(this).build();
    this.group =
        new SecurityGroup(
            name(),
            SecurityGroupArgs.builder()
                // A changed description replaces the group, so this one never changes.
                .description("Redis servers and sentinels of " + cluster)
                .vpcId(vpcId)
                .tags(Map.of(Tags.NAME, name(), Tags.CLUSTER, cluster))
                .build(),
            child);

    var services =
        List.of(
            new Service("redis", args.redis().port()),
            new Service("sentinel", args.sentinel().port()));
    for (Service service : services) {
      letIn(service, NODES, ingress().referencedSecurityGroupId(group.id()));
      letOut(service, NODES, egress().referencedSecurityGroupId(group.id()));
      args.access().clientCidrs().forEach(cidr -> letIn(service, label(cidr), from(cidr)));
      args.access()
          .clientSecurityGroups()
          .forEach((label, id) -> letIn(service, label, ingress().referencedSecurityGroupId(id)));
    }
    var ssh = new Service("ssh", Ports.SSH);
    args.access().sshCidrs().forEach(cidr -> letIn(ssh, cidr, ingress().cidrIpv4(cidr)));

    // Ubuntu's archive by http, Redis's tarball and AWS's APIs by https. Their addresses change, so
    // there is no narrower block than all; whoever needs one puts mirrors and VPC endpoints there.
    for (Service service :
        List.of(new Service("http", Ports.HTTP), new Service("https", Ports.HTTPS))) {
      letOut(service, "anywhere", egress().cidrIpv4(ANYWHERE));
    }
    registerOutputs(Map.of("securityGroupId", group.id()));
  }

  /** The id of the group that the nodes' network interfaces belong to. */
  Output<String> securityGroupId() {
    return group.id();
  }

  private String name() {
    return cluster + "-" + NODES;
  }

  private static SecurityGroupIngressRuleArgs.Builder from(String cidr) {
    return isIpv6(cidr) ? ingress().cidrIpv6(cidr) : ingress().cidrIpv4(cidr);
  }

  /** Names a rule. URNs are split at double colons, so a name must have none. */
  private static String label(String cidr) {
    return isIpv6(cidr) ? cidr.replace(':', '-') : cidr;
  }

  private static boolean isIpv6(String cidr) {
    return cidr.indexOf(':') >= 0;
  }

  private static SecurityGroupIngressRuleArgs.Builder ingress() {
    return SecurityGroupIngressRuleArgs.builder();
  }

  private static SecurityGroupEgressRuleArgs.Builder egress() {
    return SecurityGroupEgressRuleArgs.builder();
  }

  private void letIn(Service service, String source, SecurityGroupIngressRuleArgs.Builder rule) {
    String what = "%s from %s".formatted(service.name(), source);
    new SecurityGroupIngressRule(
        "%s-%s-from-%s".formatted(name(), service.name(), source),
        rule.securityGroupId(group.id())
            .ipProtocol("tcp")
            .fromPort(service.port())
            .toPort(service.port())
            .description(what)
            .tags(Map.of(Tags.NAME, what, Tags.CLUSTER, cluster))
            .build(),
        child);
  }

  private void letOut(Service service, String target, SecurityGroupEgressRuleArgs.Builder rule) {
    String what = "%s to %s".formatted(service.name(), target);
    new SecurityGroupEgressRule(
        "%s-%s-to-%s".formatted(name(), service.name(), target),
        rule.securityGroupId(group.id())
            .ipProtocol("tcp")
            .fromPort(service.port())
            .toPort(service.port())
            .description(what)
            .tags(Map.of(Tags.NAME, what, Tags.CLUSTER, cluster))
            .build(),
        child);
  }
}
