package io.redissentinel;

import com.pulumi.aws.ec2.Ec2Functions;
import com.pulumi.aws.ec2.inputs.GetSubnetPlainArgs;
import com.pulumi.aws.ec2.inputs.GetSubnetsFilter;
import com.pulumi.aws.ec2.inputs.GetSubnetsPlainArgs;
import com.pulumi.aws.ec2.outputs.GetSubnetResult;
import com.pulumi.aws.ec2.outputs.GetSubnetsResult;
import com.pulumi.core.Output;
import com.pulumi.deployment.InvokeOptions;
import io.redissentinel.topology.Cidr;
import io.redissentinel.topology.Problems;
import io.redissentinel.topology.Subnet;
import java.util.Comparator;
import java.util.List;

/** Asks AWS about the subnets that nodes are to be placed in. */
final class SubnetLookup {
  private final InvokeOptions options;

  SubnetLookup(InvokeOptions options) {
    this.options = options;
  }

  /** The subnets that were asked for, else those of the default VPC. */
  Output<List<Subnet>> subnets(NodesArgs nodes) {
    return nodes.subnetIds().map(ids -> ids.apply(this::describeAll)).orElseGet(this::ofDefaultVpc);
  }

  /** The default VPC has one default subnet a zone; they come sorted by the zone's name. */
  private Output<List<Subnet>> ofDefaultVpc() {
    var defaultForZone = GetSubnetsFilter.builder().name("default-for-az").values("true").build();
    var query = GetSubnetsPlainArgs.builder().filters(defaultForZone).build();
    return Checked.answer("the default VPC's subnets", Ec2Functions.getSubnetsPlain(query, options))
        .apply(found -> Checked.value(() -> idsOf(found)))
        .apply(this::describeAll)
        .applyValue(
            subnets -> subnets.stream().sorted(Comparator.comparing(Subnet::zone)).toList());
  }

  private Output<List<Subnet>> describeAll(List<String> ids) {
    return Output.all(ids.stream().map(this::describe).toList());
  }

  private Output<Subnet> describe(String id) {
    var query = GetSubnetPlainArgs.builder().id(id).build();
    return Checked.answer("subnet " + id, Ec2Functions.getSubnetPlain(query, options))
        .apply(found -> Checked.value(() -> subnetOf(found)));
  }

  private static List<String> idsOf(GetSubnetsResult found) {
    if (found.ids().isEmpty()) {
      throw refused(
          "must be given where the region has no default VPC, got nothing; name subnets in three"
              + " zones");
    }
    return found.ids();
  }

  private static Subnet subnetOf(GetSubnetResult found) {
    Cidr cidr =
        Cidr.parse(found.cidrBlock())
            .orElseThrow(
                () ->
                    refused(
                        "must have an IPv4 block, got '%s' for %s; choose another subnet"
                            .formatted(found.cidrBlock(), found.id())));
    return new Subnet(found.id(), found.vpcId(), found.availabilityZone(), cidr);
  }

  private static InvalidArgumentsException refused(String message) {
    Problems problems = new Problems();
    problems.add("nodes.subnetIds", message);
    return new InvalidArgumentsException("RedisSentinel", problems);
  }
}
