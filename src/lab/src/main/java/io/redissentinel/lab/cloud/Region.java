package io.redissentinel.lab.cloud;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The one region of the lab and what an AWS account has in a region from the start: a default VPC
 * with a default subnet a zone. The ids are not hexadecimal on purpose: no id of AWS's is like
 * them.
 */
public final class Region {
  public static final String NAME = "lab-local-1";
  public static final String ACCOUNT = "000000000000";
  public static final String VPC = "vpc-0lab0default";
  public static final String VPC_CIDR = "10.77.0.0/16";
  public static final String DEFAULT_GROUP = "sg-0lab0default";

  public static final List<Subnet> SUBNETS =
      List.of(
          new Subnet("subnet-0lab0default1a", NAME + "a", "lab1-az1", "10.77.1.0/24"),
          new Subnet("subnet-0lab0default1b", NAME + "b", "lab1-az2", "10.77.2.0/24"),
          new Subnet("subnet-0lab0default1c", NAME + "c", "lab1-az3", "10.77.3.0/24"));

  private Region() {}

  public static List<String> zones() {
    return SUBNETS.stream().map(Subnet::zone).sorted(Comparator.naturalOrder()).toList();
  }

  public static Optional<Subnet> subnet(String id) {
    return SUBNETS.stream().filter(subnet -> subnet.id().equals(id)).findFirst();
  }

  public static Subnet requireSubnet(String id) {
    return subnet(id)
        .orElseThrow(
            () ->
                new AwsException(
                    "InvalidSubnetID.NotFound", "The subnet ID '" + id + "' does not exist"));
  }

  public static void requireVpc(String id) {
    if (!VPC.equals(id)) {
      throw new AwsException("InvalidVpcID.NotFound", "The vpc ID '" + id + "' does not exist");
    }
  }

  /** The ARN of something in this region, for example {@code arn("ec2", "volume/vol-1")}. */
  public static String arn(String service, String what) {
    return "arn:aws:" + service + ":" + NAME + ":" + ACCOUNT + ":" + what;
  }

  /** The ARN of something in IAM, which knows no regions. */
  public static String iamArn(String what) {
    return "arn:aws:iam::" + ACCOUNT + ":" + what;
  }
}
