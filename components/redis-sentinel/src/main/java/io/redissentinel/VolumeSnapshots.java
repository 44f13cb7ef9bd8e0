package io.redissentinel;

import com.pulumi.aws.dlm.LifecyclePolicy;
import com.pulumi.aws.dlm.LifecyclePolicyArgs;
import com.pulumi.aws.dlm.inputs.LifecyclePolicyPolicyDetailsArgs;
import com.pulumi.aws.dlm.inputs.LifecyclePolicyPolicyDetailsScheduleArgs;
import com.pulumi.aws.dlm.inputs.LifecyclePolicyPolicyDetailsScheduleCreateRuleArgs;
import com.pulumi.aws.dlm.inputs.LifecyclePolicyPolicyDetailsScheduleRetainRuleArgs;
import com.pulumi.aws.iam.Role;
import com.pulumi.aws.iam.RoleArgs;
import com.pulumi.aws.iam.RolePolicyAttachment;
import com.pulumi.aws.iam.RolePolicyAttachmentArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.CustomResourceOptions;
import java.util.Map;

/** Who takes snapshots of the data volumes, when, and for how long they are kept. */
final class VolumeSnapshots extends ComponentResource {
  private static final String TYPE = "redis-sentinel:index:VolumeSnapshots";

  private static final String DLM_MAY_ASSUME =
      """
      {
        "Version": "2012-10-17",
        "Statement": [
          {
            "Effect": "Allow",
            "Principal": {"Service": "dlm.amazonaws.com"},
            "Action": "sts:AssumeRole"
          }
        ]
      }
      """;

  private static final String RIGHTS = "service-role/AWSDataLifecycleManagerServiceRole";

  VolumeSnapshots(
      String cluster,
      VolumeSnapshotArgs args,
      Output<Map<String, String>> tags,
      ComponentResourceOptions options) {
    super(TYPE, cluster + "-volume-snapshots", options);
    String name = cluster + "-volume-snapshots";
    var child = CustomResourceOptions.builder().parent(this);
    var role =
        new Role(
            name,
            RoleArgs.builder().assumeRolePolicy(DLM_MAY_ASSUME).tags(tags).build(),
            child.build());
    var rights =
        new RolePolicyAttachment(
            name,
            RolePolicyAttachmentArgs.builder()
                .role(role.name())
                .policyArn(role.arn().applyValue(arn -> InstanceIdentity.awsPolicy(arn, RIGHTS)))
                .build(),
            child.build());
    new LifecyclePolicy(
        name,
        LifecyclePolicyArgs.builder()
            .description("Daily snapshots of the data volumes of " + cluster)
            .executionRoleArn(role.arn())
            .state("ENABLED")
            .policyDetails(
                LifecyclePolicyPolicyDetailsArgs.builder()
                    .resourceTypes("VOLUME")
                    .targetTags(Tags.ofSnapshots(cluster))
                    .schedules(daily(args))
                    .build())
            .tags(tags)
            .build(),
        child.dependsOn(rights).build());
    registerOutputs(Map.of());
  }

  private static LifecyclePolicyPolicyDetailsScheduleArgs daily(VolumeSnapshotArgs args) {
    return LifecyclePolicyPolicyDetailsScheduleArgs.builder()
        .name("daily")
        .createRule(
            LifecyclePolicyPolicyDetailsScheduleCreateRuleArgs.builder()
                .interval(24)
                .intervalUnit("HOURS")
                .times(args.timeOfDay())
                .build())
        .retainRule(
            LifecyclePolicyPolicyDetailsScheduleRetainRuleArgs.builder()
                .interval(args.days())
                .intervalUnit("DAYS")
                .build())
        // Cluster and node: else nobody could tell whose data a snapshot has.
        .copyTags(true)
        .build();
  }
}
