package io.redissentinel.lab.cloud.iam;

import static io.redissentinel.lab.cloud.CloudFixture.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.redissentinel.lab.cloud.CloudFixture;
import io.redissentinel.lab.cloud.Resource;
import java.nio.file.Path;
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
}
