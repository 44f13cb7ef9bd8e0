package io.redissentinel.lab.cloud.iam;

import static io.redissentinel.lab.cloud.CloudFixture.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.redissentinel.lab.cloud.CloudFixture;
import io.redissentinel.lab.cloud.Resource;
import io.redissentinel.lab.cloud.ec2.Instances;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IamTest {
  @TempDir Path folder;
  private CloudFixture aws;

  @BeforeEach
  void open() {
    aws = new CloudFixture(folder.resolve("aws"));
  }

  @Test
  void isRecordedWithNamesAndArns() {
    Resource role = aws.create(Roles.TOKEN, "name", "redis-node", "assumeRolePolicy", "{}");
    Resource profile = aws.create(InstanceProfiles.TOKEN, "name", "redis-node", "role", role.id());
    assertThat(role.outputs().text("arn")).contains("arn:aws:iam::000000000000:role/redis-node");
    assertThat(profile.outputs().text("arn"))
        .contains("arn:aws:iam::000000000000:instance-profile/redis-node");
    assertThat(
            aws.create(
                    "aws:iam/rolePolicy:RolePolicy", "role", role.id(), "name", "p", "policy", "{}")
                .id())
        .isEqualTo("redis-node:p");
    aws.create(
        "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
        "role",
        role.id(),
        "policyArn",
        "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore");
    aws.delete(profile);
    aws.delete(role);
  }

  @Test
  void refusesNamesInUseAndRolesThatDoNotExist() {
    aws.create(Roles.TOKEN, "name", "r", "assumeRolePolicy", "{}");
    refusal(
        "EntityAlreadyExists",
        () -> aws.create(Roles.TOKEN, "name", "r", "assumeRolePolicy", "{}"));
    refusal("NoSuchEntity", () -> aws.create(InstanceProfiles.TOKEN, "role", "x"));
  }

  @Test
  void anInstanceLearnsWhichRoleItsProfileHandsOut() {
    aws.create(Roles.TOKEN, "name", "first", "assumeRolePolicy", "{}");
    aws.create(Roles.TOKEN, "name", "second", "assumeRolePolicy", "{}");
    Resource profile = aws.create(InstanceProfiles.TOKEN, "name", "nodes", "role", "first");
    Resource instance =
        aws.create(
            Instances.TOKEN,
            CloudFixture.instanceInputs(aws.nic()).with("iamInstanceProfile", "nodes"));
    assertThat(role(instance)).contains("arn:aws:iam::000000000000:role/first");
    aws.update(profile, profile.inputs().with("role", "second"));
    assertThat(role(instance)).contains("arn:aws:iam::000000000000:role/second");
  }

  private Optional<String> role(Resource instance) {
    return aws.host.machine(instance.id()).instanceProfile().orElseThrow().roleArn();
  }

  @Test
  void refusesWhatNobodyWouldHeed() {
    assertThat(
            aws.cloud.check(
                Roles.TOKEN,
                CloudFixture.inputs("assumeRolePolicy", "{}", "permissionsBoundary", "arn:x")))
        .singleElement()
        .satisfies(problem -> assertThat(problem.reason()).contains("does not model"));
  }
}
