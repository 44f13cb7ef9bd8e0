package io.redissentinel.lab.cloud.ec2;

import io.redissentinel.lab.cloud.AwsException;
import io.redissentinel.lab.cloud.NotModelledException;
import io.redissentinel.lab.cloud.Properties;
import io.redissentinel.lab.cloud.Region;
import io.redissentinel.lab.cloud.Resource;
import io.redissentinel.lab.cloud.ResourceType.Problem;
import io.redissentinel.lab.cloud.Store;
import io.redissentinel.lab.cloud.Subnet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The interface that an instance is to stand on: one that it names, or a new one. */
final class PrimaryInterface {
  /** What describes the interface to be made, and so cannot be given with one that exists. */
  private static final List<String> OF_A_NEW_ONE =
      List.of("subnetId", "privateIp", "vpcSecurityGroupIds", "associatePublicIpAddress");

  private PrimaryInterface() {}

  static List<Problem> check(Properties inputs) {
    List<Problem> problems = new ArrayList<>();
    if (inputs.has("networkInterfaces")) {
      OF_A_NEW_ONE.stream()
          .filter(inputs::has)
          .forEach(name -> problems.add(new Problem(name, "conflicts with networkInterfaces")));
      if (inputs.objects("networkInterfaces").size() != 1) {
        problems.add(
            new Problem(
                "networkInterfaces",
                NotModelledException.message("other than one interface an instance")));
      }
    }
    return problems;
  }

  /** A new one has no URN and is not saved yet. */
  static Resource find(Store store, Properties inputs) {
    return inputs.has("networkInterfaces")
        ? named(store, inputs.objects("networkInterfaces").get(0).requireText("networkInterfaceId"))
        : made(store, inputs);
  }

  private static Resource named(Store store, String id) {
    Resource nic = NetworkInterfaces.require(store, id);
    if (Instances.ofInterface(store, id).isPresent()) {
      throw new AwsException("InvalidNetworkInterface.InUse", "Interface: [" + id + "] in use.");
    }
    return nic;
  }

  private static Resource made(Store store, Properties inputs) {
    Optional<String> zone = inputs.text("availabilityZone");
    Subnet first =
        Region.SUBNETS.stream()
            .filter(subnet -> zone.map(subnet.zone()::equals).orElse(true))
            .findFirst()
            .orElse(Region.SUBNETS.get(0));
    Properties wanted =
        Properties.empty().with("subnetId", inputs.text("subnetId").orElse(first.id()));
    if (inputs.has("privateIp")) {
      wanted = wanted.with("privateIps", List.of(inputs.requireText("privateIp")));
    }
    if (inputs.has("vpcSecurityGroupIds")) {
      wanted = wanted.with("securityGroups", inputs.texts("vpcSecurityGroupIds"));
    }
    return new NetworkInterfaces().create(store, "", wanted);
  }
}
