package io.redissentinel.lab.cloud;

import static io.redissentinel.lab.cloud.CloudFixture.inputs;
import static org.assertj.core.api.Assertions.assertThat;

import io.redissentinel.lab.cloud.Schema.Effect;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a change of each property does, as hashicorp/terraform-provider-aws v5 declares it. */
class ReplacementRulesTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "aws:ec2/instance:Instance, ami, REPLACE",
    "aws:ec2/instance:Instance, subnetId, REPLACE",
    "aws:ec2/instance:Instance, privateIp, REPLACE",
    "aws:ec2/instance:Instance, availabilityZone, REPLACE",
    "aws:ec2/instance:Instance, keyName, REPLACE",
    "aws:ec2/instance:Instance, networkInterfaces[0].networkInterfaceId, REPLACE",
    "aws:ec2/instance:Instance, rootBlockDevice.encrypted, REPLACE",
    "aws:ec2/instance:Instance, rootBlockDevice.kmsKeyId, REPLACE",
    "aws:ec2/instance:Instance, rootBlockDevice.volumeSize, UPDATE",
    "aws:ec2/instance:Instance, instanceType, RESTART",
    "aws:ec2/instance:Instance, userData, RESTART",
    "aws:ec2/instance:Instance, userDataBase64, RESTART",
    "aws:ec2/instance:Instance, userDataReplaceOnChange, UPDATE",
    "aws:ec2/instance:Instance, iamInstanceProfile, UPDATE",
    "aws:ec2/instance:Instance, metadataOptions.httpTokens, UPDATE",
    "aws:ec2/instance:Instance, metadataOptions.instanceMetadataTags, UPDATE",
    "aws:ec2/instance:Instance, vpcSecurityGroupIds, UPDATE",
    "aws:ec2/instance:Instance, tags[\"Name\"], UPDATE",
    "aws:ec2/tag:Tag, resourceId, REPLACE",
    "aws:ec2/tag:Tag, key, REPLACE",
    "aws:ec2/tag:Tag, value, UPDATE",
    "aws:ec2/networkInterface:NetworkInterface, subnetId, REPLACE",
    "aws:ec2/networkInterface:NetworkInterface, privateIps, REPLACE",
    "aws:ec2/networkInterface:NetworkInterface, securityGroups, UPDATE",
    "aws:ebs/volume:Volume, availabilityZone, REPLACE",
    "aws:ebs/volume:Volume, encrypted, REPLACE",
    "aws:ebs/volume:Volume, kmsKeyId, REPLACE",
    "aws:ebs/volume:Volume, size, UPDATE",
    "aws:ebs/volume:Volume, type, UPDATE",
    "aws:ec2/volumeAttachment:VolumeAttachment, instanceId, REPLACE",
    "aws:ec2/volumeAttachment:VolumeAttachment, volumeId, REPLACE",
    "aws:ec2/volumeAttachment:VolumeAttachment, deviceName, REPLACE",
    "aws:ec2/volumeAttachment:VolumeAttachment, forceDetach, UPDATE",
    "aws:ec2/securityGroup:SecurityGroup, name, REPLACE",
    "aws:ec2/securityGroup:SecurityGroup, description, REPLACE",
    "aws:ec2/securityGroup:SecurityGroup, vpcId, REPLACE",
    "aws:ec2/securityGroup:SecurityGroup, tags[\"Name\"], UPDATE",
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule, securityGroupId, REPLACE",
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule, cidrIpv4, UPDATE",
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule, fromPort, UPDATE",
    "aws:ec2/keyPair:KeyPair, publicKey, REPLACE",
    "aws:iam/role:Role, name, REPLACE",
    "aws:iam/role:Role, assumeRolePolicy, UPDATE",
    "aws:iam/instanceProfile:InstanceProfile, role, UPDATE",
    "aws:iam/rolePolicy:RolePolicy, policy, UPDATE",
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment, policyArn, REPLACE",
    "aws:secretsmanager/secret:Secret, name, REPLACE",
    "aws:secretsmanager/secret:Secret, recoveryWindowInDays, UPDATE",
    "aws:secretsmanager/secretVersion:SecretVersion, secretId, REPLACE",
    "aws:secretsmanager/secretVersion:SecretVersion, secretString, REPLACE",
    "aws:ssm/parameter:Parameter, name, REPLACE",
    "aws:ssm/parameter:Parameter, value, UPDATE",
    "aws:s3/bucketV2:BucketV2, bucket, REPLACE",
    "aws:s3/bucketV2:BucketV2, bucketPrefix, REPLACE",
    "aws:s3/bucketV2:BucketV2, forceDestroy, UPDATE",
    "aws:s3/bucketV2:BucketV2, tags[\"Name\"], UPDATE",
    "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock, bucket, REPLACE",
    "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock, blockPublicAcls, UPDATE",
    "aws:s3/bucketOwnershipControls:BucketOwnershipControls, bucket, REPLACE",
    "aws:s3/bucketOwnershipControls:BucketOwnershipControls, rule.objectOwnership, UPDATE",
    "aws:s3/bucketPolicy:BucketPolicy, bucket, REPLACE",
    "aws:s3/bucketPolicy:BucketPolicy, policy, UPDATE",
    "aws:s3/bucketVersioningV2:BucketVersioningV2, bucket, REPLACE",
    "aws:s3/bucketVersioningV2:BucketVersioningV2, versioningConfiguration.status, UPDATE",
    "aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2, bucket, REPLACE",
    "aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2, rules[0].id, UPDATE",
    "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2,"
        + " bucket, REPLACE",
    "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2,"
        + " rules[0].bucketKeyEnabled, UPDATE",
    "aws:dlm/lifecyclePolicy:LifecyclePolicy, executionRoleArn, UPDATE",
    "aws:dlm/lifecyclePolicy:LifecyclePolicy, policyDetails.schedules[0].name, UPDATE",
  })
  void areTheRealProviders(String token, String path, Effect effect) {
    assertThat(Catalogue.type(token).effect(PropertyPath.parse(path), Properties.empty()))
        .isEqualTo(effect);
  }

  @Test
  void replaceForUserDataWhereThatIsAskedFor() {
    Plan plan =
        plan(
            "aws:ec2/instance:Instance",
            inputs("userData", "old", "userDataReplaceOnChange", true),
            Properties.empty(),
            inputs("userData", "new", "userDataReplaceOnChange", true));
    assertThat(plan.replaces()).isTrue();
  }

  @Test
  void passOverWhatAwsHadChosen() {
    String token = "aws:ec2/networkInterface:NetworkInterface";
    Properties without = inputs("subnetId", "s");
    Properties with = without.with("privateIps", List.of("10.77.1.10"));
    assertThat(plan(token, without, with, with).steps()).isEmpty();
    assertThat(plan(token, with, with, without).steps()).isEmpty();
    Properties other = without.with("privateIps", List.of("10.77.1.11"));
    assertThat(plan(token, without, with, other).replaces()).isTrue();
  }

  @Test
  void passOverWhatIsIgnored() {
    Properties before = inputs("ami", "ami-1", "tags", Map.of("Name", "x", "team.x", "a"));
    Properties after = inputs("ami", "ami-2", "tags", Map.of("Name", "y", "team.x", "b"));
    Plan plan =
        new Cloud(folder.resolve("aws"), new FakeHost())
            .plan(
                "aws:ec2/instance:Instance",
                before,
                before,
                after,
                List.of(PropertyPath.parse("ami"), PropertyPath.parse("tags[\"team.x\"]")));
    assertThat(plan.steps())
        .extracting(s -> s.difference().path().toString())
        .containsExactly("tags.Name");
    assertThat(plan.replaces()).isFalse();
  }

  @Test
  void replaceForWhatIsNotKnownYet() {
    Plan plan =
        plan(
            "aws:ec2/volumeAttachment:VolumeAttachment",
            inputs("instanceId", "i-1"),
            Properties.empty(),
            inputs("instanceId", Unknown.VALUE));
    assertThat(plan.replaces()).isTrue();
    assertThat(plan.deleteBeforeReplace()).isTrue();
  }

  private Plan plan(String token, Properties olds, Properties oldOutputs, Properties news) {
    return new Cloud(folder.resolve("aws"), new FakeHost())
        .plan(token, olds, oldOutputs, news, List.of());
  }
}
