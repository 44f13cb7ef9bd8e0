package io.redissentinel;

import com.pulumi.aws.iam.InstanceProfile;
import com.pulumi.aws.iam.InstanceProfileArgs;
import com.pulumi.aws.iam.Role;
import com.pulumi.aws.iam.RoleArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.CustomResourceOptions;
import java.util.Map;

/**
 * Who the nodes are to AWS: a role that they all share, without any permission so far, and the
 * profile that hands it to an instance. In place from the start, since an instance without a
 * profile can get one later but software on it may have to be restarted to see it.
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

  private final InstanceProfile profile;

  InstanceIdentity(
      String cluster, Output<Map<String, String>> tags, ComponentResourceOptions options) {
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
    registerOutputs(Map.of("instanceProfile", profile.name()));
  }

  /** The name of the instance profile. */
  Output<String> instanceProfile() {
    return profile.name();
  }
}
