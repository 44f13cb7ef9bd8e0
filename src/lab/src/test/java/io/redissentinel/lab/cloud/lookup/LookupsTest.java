package io.redissentinel.lab.cloud.lookup;

import static io.redissentinel.lab.cloud.CloudFixture.inputs;
import static io.redissentinel.lab.cloud.CloudFixture.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redissentinel.lab.cloud.CloudFixture;
import io.redissentinel.lab.cloud.NotModelledException;
import io.redissentinel.lab.cloud.Properties;
import io.redissentinel.lab.cloud.Region;
import io.redissentinel.lab.cloud.Resource;
import io.redissentinel.lab.cloud.Subnet;
import io.redissentinel.lab.cloud.secretsmanager.SecretVersions;
import io.redissentinel.lab.cloud.secretsmanager.Secrets;
import io.redissentinel.lab.cloud.ssm.Parameters;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LookupsTest {
  private static final String PARAMETER = "aws:ssm/getParameter:getParameter";
  private static final String SUBNET = "aws:ec2/getSubnet:getSubnet";
  private static final String SUBNETS = "aws:ec2/getSubnets:getSubnets";
  private static final String VPC = "aws:ec2/getVpc:getVpc";
  private static final String GROUP = "aws:ec2/getSecurityGroup:getSecurityGroup";
  private static final String ZONES = "aws:index/getAvailabilityZones:getAvailabilityZones";

  @TempDir Path folder;
  private CloudFixture aws;

  @BeforeEach
  void open() {
    aws = new CloudFixture(folder.resolve("aws"));
  }

  private Properties find(String token, Object... namesAndValues) {
    return aws.cloud.lookup(token, inputs(namesAndValues));
  }

  private static Map<String, Object> filter(String name, String... values) {
    return Map.of("name", name, "values", List.of(values));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "18.04/stable/current/amd64/hvm/ebs-gp2",
        "18.04/stable/current/arm64/hvm/ebs-gp2",
        "20.04/stable/current/amd64/hvm/ebs-gp2",
        "22.04/stable/current/amd64/hvm/ebs-gp2",
        "24.04/stable/current/amd64/hvm/ebs-gp3"
      })
  void findCanonicalsImages(String image) {
    String name = "/aws/service/canonical/ubuntu/server/" + image + "/ami-id";
    assertThat(find(PARAMETER, "name", name).text("value"))
        .hasValueSatisfying(ami -> assertThat(ami).startsWith("ami-"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/aws/service/canonical/ubuntu/server/18.04/stable/current/amd64/hvm/ebs-gp3/ami-id",
        "/aws/service/canonical/ubuntu/server/24.04/stable/current/amd64/hvm/ebs-gp2/ami-id",
        "/mine"
      })
  void findNoOtherParameters(String name) {
    assertThat(refusal("ParameterNotFound", () -> find(PARAMETER, "name", name))).contains(name);
  }

  @Test
  void findTheDefaultSubnetOfAZone() {
    Properties all =
        find(
            SUBNETS,
            "filters",
            List.of(filter("vpc-id", Region.VPC), filter("default-for-az", "true")));
    assertThat(all.texts("ids"))
        .containsExactlyElementsOf(Region.SUBNETS.stream().map(Subnet::id).toList());
    Properties one =
        find(SUBNETS, "filters", List.of(filter("availability-zone", Region.NAME + "b")));
    assertThat(one.texts("ids")).containsExactly(CloudFixture.SUBNET_B);
    assertThat(find(SUBNET, "id", CloudFixture.SUBNET_B).text("availabilityZone"))
        .contains(Region.NAME + "b");
    assertThat(
            find(SUBNET, "availabilityZone", Region.NAME + "c", "defaultForAz", true)
                .text("cidrBlock"))
        .contains("10.77.3.0/24");
  }

  @Test
  void tellWhenNothingOrTooMuchFits() {
    refusal("InvalidSubnetID.NotFound", () -> find(SUBNET, "id", "subnet-1"));
    assertThat(refusal("InvalidSubnetID.NotFound", () -> find(SUBNET))).contains("multiple");
    refusal("InvalidVpcID.NotFound", () -> find(VPC, "id", "vpc-1"));
    refusal("InvalidVpcID.NotFound", () -> find(VPC, "default", false));
    refusal("InvalidGroup.NotFound", () -> find(GROUP, "name", "nodes"));
  }

  @Test
  void findTheVpcAndItsGroups() {
    assertThat(find(VPC, "default", true).text("id")).contains(Region.VPC);
    assertThat(find(GROUP, "name", "default").text("id")).contains(Region.DEFAULT_GROUP);
    Resource group = aws.group("nodes");
    assertThat(find(GROUP, "name", "nodes", "vpcId", Region.VPC).text("id")).contains(group.id());
  }

  @Test
  void tellWhereOneIs() {
    assertThat(find("aws:index/getRegion:getRegion").text("name")).contains(Region.NAME);
    assertThat(find("aws:index/getCallerIdentity:getCallerIdentity").text("accountId"))
        .contains(Region.ACCOUNT);
    assertThat(find("aws:index/getPartition:getPartition").text("partition")).contains("aws");
    assertThat(find(ZONES, "state", "available").texts("names"))
        .containsExactly(Region.NAME + "a", Region.NAME + "b", Region.NAME + "c");
  }

  @Test
  void makePasswordsAsAskedFor() {
    String token = "aws:secretsmanager/getRandomPassword:getRandomPassword";
    String password =
        find(token, "passwordLength", 32, "excludePunctuation", true).requireText("randomPassword");
    assertThat(password).matches("[A-Za-z0-9]{32}").containsPattern("[a-z]");
    assertThat(password).containsPattern("[A-Z]").containsPattern("[0-9]");
    assertThat(find(token).requireText("randomPassword"))
        .hasSize(32)
        .isNotEqualTo(find(token).requireText("randomPassword"));
    assertThat(
            find(token, "excludeCharacters", "\"'\\`", "passwordLength", 500)
                .text("randomPassword"))
        .hasValueSatisfying(text -> assertThat(text).doesNotContain("\"", "'", "\\", "`"));
    refusal("InvalidParameterException", () -> find(token, "passwordLength", 2));
  }

  @Test
  void readPasswordsFromWhereTheyAre() {
    Resource secret = aws.create(Secrets.TOKEN, "name", "redis", "recoveryWindowInDays", 0);
    aws.create(SecretVersions.TOKEN, "secretId", secret.id(), "secretString", "first");
    String token = "aws:secretsmanager/getSecretVersion:getSecretVersion";
    assertThat(find(token, "secretId", secret.id()).text("secretString")).contains("first");
    aws.host
        .aws()
        .secrets()
        .putSecretValue(value -> value.secretId(secret.id()).secretString("second"));
    assertThat(find(token, "secretId", secret.id()).text("secretString")).contains("second");

    Resource parameter =
        aws.create(Parameters.TOKEN, "name", "mine", "type", "SecureString", "value", "first");
    aws.host.aws().parameters().putParameter(value -> value.name("mine").value("second"));
    assertThat(find(PARAMETER, "name", parameter.id()).text("value")).contains("second");
  }

  @Test
  void nameWhatTheyDoNotModel() {
    assertThatThrownBy(() -> find("aws:ec2/getAmi:getAmi"))
        .isInstanceOf(NotModelledException.class)
        .hasMessageContaining("aws:ec2/getAmi:getAmi");
    assertThatThrownBy(() -> find(SUBNETS, "filters", List.of(filter("tag:Name", "x"))))
        .hasMessageContaining("tag:Name");
    assertThatThrownBy(() -> find(SUBNETS, "tags", Map.of("Name", "x")))
        .hasMessageContaining("'tags'");
  }
}
