package io.redissentinel.lab.cloud.lookup;

import io.redissentinel.lab.cloud.AwsException;
import io.redissentinel.lab.cloud.Properties;
import io.redissentinel.lab.cloud.Region;
import io.redissentinel.lab.cloud.Resource;
import io.redissentinel.lab.cloud.Store;
import io.redissentinel.lab.cloud.Subnet;
import io.redissentinel.lab.cloud.ec2.SecurityGroups;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Look-ups of the VPC, its subnets and the security groups. */
final class Networks {
  private static final Properties DEFAULT_GROUP =
      group(Region.DEFAULT_GROUP, "default", "default VPC security group", Map.of());

  static final List<Lookup> LOOKUPS =
      List.of(
          new Lookup(
              "aws:ec2/getVpc:getVpc",
              Set.of("default", "id", "filters", "tags"),
              (store, arguments) -> vpc(arguments)),
          new Lookup(
              "aws:ec2/getSubnet:getSubnet",
              Set.of("id", "vpcId", "availabilityZone", "defaultForAz", "cidrBlock", "filters"),
              (store, arguments) -> subnet(arguments)),
          new Lookup(
              "aws:ec2/getSubnets:getSubnets",
              Set.of("filters"),
              (store, arguments) -> subnets(arguments)),
          new Lookup(
              "aws:ec2/getSecurityGroup:getSecurityGroup",
              Set.of("id", "name", "vpcId", "filters"),
              Networks::securityGroup));

  private Networks() {}

  private static Properties vpc(Properties arguments) {
    arguments.text("id").ifPresent(Region::requireVpc);
    if (!arguments.textMap("tags").isEmpty()
        || (arguments.has("default") && !arguments.flag("default"))
        || !Filters.match(arguments, Map.of("vpc-id", Region.VPC, "is-default", "true"))) {
      throw new AwsException("InvalidVpcID.NotFound", "no matching EC2 VPC found");
    }
    return Properties.empty()
        .with("id", Region.VPC)
        .with("arn", Region.arn("ec2", "vpc/" + Region.VPC))
        .with("cidrBlock", Region.VPC_CIDR)
        .with("cidrBlockAssociations", List.of())
        .with("default", true)
        .with("dhcpOptionsId", "default")
        .with("enableDnsHostnames", true)
        .with("enableDnsSupport", true)
        .with("enableNetworkAddressUsageMetrics", false)
        .with("instanceTenancy", "default")
        .with("ipv6AssociationId", "")
        .with("ipv6CidrBlock", "")
        .with("mainRouteTableId", "rtb-0lab0default")
        .with("ownerId", Region.ACCOUNT)
        .with("state", "available")
        .with("tags", Map.of());
  }

  private static Stream<Subnet> matching(Properties arguments) {
    return Region.SUBNETS.stream()
        .filter(
            subnet ->
                Filters.match(
                    arguments,
                    Map.of(
                        "vpc-id", Region.VPC,
                        "subnet-id", subnet.id(),
                        "default-for-az", "true",
                        "cidr-block", subnet.cidr(),
                        "availability-zone", subnet.zone())));
  }

  private static Properties subnet(Properties arguments) {
    arguments.text("id").ifPresent(Region::requireSubnet);
    arguments.text("vpcId").ifPresent(Region::requireVpc);
    List<Subnet> found =
        matching(arguments)
            .filter(s -> arguments.text("id").map(s.id()::equals).orElse(true))
            .filter(s -> arguments.text("availabilityZone").map(s.zone()::equals).orElse(true))
            .filter(s -> arguments.text("cidrBlock").map(s.cidr()::equals).orElse(true))
            .filter(s -> !arguments.has("defaultForAz") || arguments.flag("defaultForAz"))
            .toList();
    if (found.size() != 1) {
      throw new AwsException(
          "InvalidSubnetID.NotFound",
          found.isEmpty()
              ? "no matching EC2 Subnet found"
              : "multiple EC2 Subnets matched; use additional constraints to reduce matches to one");
    }
    Subnet subnet = found.get(0);
    return Properties.empty()
        .with("id", subnet.id())
        .with("arn", Region.arn("ec2", "subnet/" + subnet.id()))
        .with("assignIpv6AddressOnCreation", false)
        .with("availabilityZone", subnet.zone())
        .with("availabilityZoneId", subnet.zoneId())
        .with("availableIpAddressCount", 251)
        .with("cidrBlock", subnet.cidr())
        .with("customerOwnedIpv4Pool", "")
        .with("defaultForAz", true)
        .with("enableDns64", false)
        .with("enableLniAtDeviceIndex", 0)
        .with("enableResourceNameDnsARecordOnLaunch", false)
        .with("enableResourceNameDnsAaaaRecordOnLaunch", false)
        .with("ipv6CidrBlock", "")
        .with("ipv6CidrBlockAssociationId", "")
        .with("ipv6Native", false)
        .with("mapCustomerOwnedIpOnLaunch", false)
        .with("mapPublicIpOnLaunch", false)
        .with("outpostArn", "")
        .with("ownerId", Region.ACCOUNT)
        .with("privateDnsHostnameTypeOnLaunch", "ip-name")
        .with("state", "available")
        .with("tags", Map.of())
        .with("vpcId", Region.VPC);
  }

  private static Properties subnets(Properties arguments) {
    return Properties.empty()
        .with("id", Region.NAME)
        .with("ids", matching(arguments).map(Subnet::id).toList())
        .with("filters", arguments.values().getOrDefault("filters", List.of()))
        .with("tags", Map.of());
  }

  private static Properties securityGroup(Store store, Properties arguments) {
    arguments.text("vpcId").ifPresent(Region::requireVpc);
    List<Properties> found =
        Stream.concat(
                Stream.of(DEFAULT_GROUP),
                store.list(SecurityGroups.TOKEN).stream().map(Networks::group))
            .filter(g -> arguments.text("id").map(g.requireText("id")::equals).orElse(true))
            .filter(g -> arguments.text("name").map(g.requireText("name")::equals).orElse(true))
            .filter(
                g ->
                    Filters.match(
                        arguments,
                        Map.of(
                            "vpc-id", Region.VPC,
                            "group-id", g.requireText("id"),
                            "group-name", g.requireText("name"))))
            .toList();
    if (found.size() != 1) {
      throw new AwsException(
          "InvalidGroup.NotFound",
          found.isEmpty()
              ? "no matching EC2 Security Group found"
              : "multiple EC2 Security Groups matched; use additional constraints");
    }
    return found.get(0);
  }

  private static Properties group(Resource group) {
    return group(
        group.id(),
        group.inputs().requireText("name"),
        group.inputs().requireText("description"),
        group.inputs().textMap("tags"));
  }

  private static Properties group(
      String id, String name, String description, Map<String, String> tags) {
    return Properties.empty()
        .with("id", id)
        .with("arn", Region.arn("ec2", "security-group/" + id))
        .with("name", name)
        .with("description", description)
        .with("tags", tags)
        .with("vpcId", Region.VPC);
  }
}
