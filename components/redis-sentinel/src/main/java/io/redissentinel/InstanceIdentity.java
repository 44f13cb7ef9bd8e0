package io.redissentinel;

import com.pulumi.aws.iam.InstanceProfile;
import com.pulumi.aws.iam.InstanceProfileArgs;
import com.pulumi.aws.iam.Role;
import com.pulumi.aws.iam.RoleArgs;
import com.pulumi.aws.iam.RolePolicy;
import com.pulumi.aws.iam.RolePolicyArgs;
import com.pulumi.aws.iam.RolePolicyAttachment;
import com.pulumi.aws.iam.RolePolicyAttachmentArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.CustomResourceOptions;
import java.util.List;
import java.util.Map;

/**
 * Who the nodes are to AWS: a role that they all share, with exactly the rights that they use, and
 * the profile that hands it to an instance.
 */
final class InstanceIdentity extends ComponentResource {
  private static final String TYPE = "redis-sentinel:index:InstanceIdentity";

  private static final String EC2_MAY_ASSUME =
      """
      {
        "Version": "2012-10-17",
        "Statement": [
          {
            "Effect": "Allow",
            "Principal": {"Service": "ec2.amazonaws.com"},
            "Action": "sts:AssumeRole"
          }
        ]
      }
      """;

  private static final String SESSION_MANAGER = "AmazonSSMManagedInstanceCore";

  private final InstanceProfile profile;

  InstanceIdentity(
      String cluster,
      List<Output<RolePolicyDocument>> rights,
      boolean sessionManager,
      Output<Map<String, String>> tags,
      ComponentResourceOptions options) {
    super(TYPE, cluster + "-identity", options);
    var child = CustomResourceOptions.builder().parent(this).build();
    var role =
        new Role(
            cluster + "-node",
            RoleArgs.builder().assumeRolePolicy(EC2_MAY_ASSUME).tags(tags).build(),
            child);
    this.profile =
        new InstanceProfile(
            cluster + "-node",
            InstanceProfileArgs.builder().role(role.name()).tags(tags).build(),
            child);
    Output<String> policy = Output.all(rights).applyValue(InstanceIdentity::together);
    new RolePolicy(
        cluster + "-node",
        RolePolicyArgs.builder().role(role.name()).policy(policy).build(),
        child);
    if (sessionManager) {
      new RolePolicyAttachment(
          cluster + "-session-manager",
          RolePolicyAttachmentArgs.builder()
              .role(role.name())
              .policyArn(role.arn().applyValue(arn -> awsPolicy(arn, SESSION_MANAGER)))
              .build(),
          child);
    }
    registerOutputs(Map.of("instanceProfile", profile.name()));
  }

  private static String together(List<RolePolicyDocument> rights) {
    RolePolicyDocument all = new RolePolicyDocument();
    rights.forEach(all::allow);
    return all.toString();
  }

  /** AWS's own policies have an ARN in each partition: {@code aws}, {@code aws-cn}, ... */
  static String awsPolicy(String roleArn, String policy) {
    return "arn:%s:iam::aws:policy/%s".formatted(roleArn.split(":")[1], policy);
  }

  /** The name of the instance profile. */
  Output<String> instanceProfile() {
    return profile.name();
  }
}
