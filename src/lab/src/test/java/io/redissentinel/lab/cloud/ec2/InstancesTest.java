package io.redissentinel.lab.cloud.ec2;

import static io.redissentinel.lab.cloud.CloudFixture.SUBNET_B;
import static io.redissentinel.lab.cloud.CloudFixture.instanceInputs;
import static io.redissentinel.lab.cloud.CloudFixture.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.redissentinel.lab.cloud.CloudFixture;
import io.redissentinel.lab.cloud.Machine;
import io.redissentinel.lab.cloud.MachineState;
import io.redissentinel.lab.cloud.Properties;
import io.redissentinel.lab.cloud.Region;
import io.redissentinel.lab.cloud.Resource;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstancesTest {
  @TempDir Path folder;
  private CloudFixture aws;

  @BeforeEach
  void open() {
    aws = new CloudFixture(folder.resolve("aws"));
  }

  @Test
  void standsOnTheInterfaceThatItNames() {
    Resource nic = aws.nic("subnetId", SUBNET_B);
    Resource instance = aws.instanceOn(nic);
    assertThat(instance.id()).matches("i-0[0-9a-f]{16}");
    assertThat(instance.outputs().text("primaryNetworkInterfaceId")).contains(nic.id());
    assertThat(instance.outputs().text("privateIp")).contains("10.77.2.10");
    assertThat(instance.outputs().text("availabilityZone")).contains(Region.NAME + "b");
    refusal("InvalidNetworkInterface.InUse", () -> aws.instanceOn(nic));
  }

  @Test
  void makesAnInterfaceOfItsOwnWhenItNamesNone() {
    Resource group = aws.group("mine");
    Resource instance =
        aws.create(
            Instances.TOKEN,
            "ami",
            "ami-1",
            "instanceType",
            "t3.micro",
            "subnetId",
            SUBNET_B,
            "privateIp",
            "10.77.2.30",
            "vpcSecurityGroupIds",
            List.of(group.id()));
    assertThat(instance.outputs().text("privateIp")).contains("10.77.2.30");
    assertThat(aws.host.firewall().members().get(group.id())).containsExactly("10.77.2.30");

    aws.update(
        instance, instance.inputs().with("vpcSecurityGroupIds", List.of(Region.DEFAULT_GROUP)));
    assertThat(aws.host.firewall().members().get(group.id())).isEmpty();

    aws.delete(instance);
    assertThat(aws.host.isEmpty()).isTrue();
    assertThat(aws.cloud.list(NetworkInterfaces.TOKEN)).isEmpty();
  }

  @Test
  void tellsTheHostWhatItNeedsToKnow() {
    aws.create(KeyPairs.TOKEN, "keyName", "k", "publicKey", KeyPairsTest.KEY);
    byte[] userData = {31, (byte) 139, 8, 0};
    Resource instance =
        aws.create(
            Instances.TOKEN,
            instanceInputs(aws.nic())
                .with("keyName", "k")
                .with("tags", Map.of("Name", "redis-a"))
                .with("userDataBase64", Base64.getEncoder().encodeToString(userData))
                .with(
                    "metadataOptions",
                    Map.of("httpTokens", "required", "httpPutResponseHopLimit", 2)));
    Machine machine = aws.host.machine(instance.id());
    assertThat(machine.name()).isEqualTo("redis-a");
    assertThat(machine.userData()).isEqualTo(userData);
    assertThat(machine.tokensRequired()).isTrue();
    assertThat(machine.hopLimit()).isEqualTo(2);
    assertThat(machine.publicKey()).contains(KeyPairsTest.KEY);
    assertThat(machine.region()).isEqualTo(Region.NAME);
  }

  @Test
  void refusesUserDataOverTheLimit() {
    Properties inputs = instanceInputs(aws.nic());
    Resource atTheLimit = aws.create(Instances.TOKEN, inputs.with("userData", "x".repeat(16_384)));
    aws.delete(atTheLimit);
    String tooLong = Base64.getEncoder().encodeToString(new byte[16_385]);
    assertThat(
            refusal(
                "InvalidParameterValue",
                () -> aws.create(Instances.TOKEN, inputs.with("userDataBase64", tooLong))))
        .contains("limited to 16384 bytes, got 16385");
  }

  @Test
  void refusesWhatDoesNotExist() {
    Properties inputs = instanceInputs(aws.nic());
    refusal(
        "InvalidKeyPair.NotFound", () -> aws.create(Instances.TOKEN, inputs.with("keyName", "k")));
    refusal(
        "InvalidParameterValue",
        () -> aws.create(Instances.TOKEN, inputs.with("iamInstanceProfile", "p")));
    refusal("InvalidAMIID.Malformed", () -> aws.create(Instances.TOKEN, inputs.with("ami", "x")));
    refusal(
        "InvalidNetworkInterfaceID.NotFound",
        () ->
            aws.create(
                Instances.TOKEN,
                inputs.with(
                    "networkInterfaces",
                    List.of(Map.of("networkInterfaceId", "eni-1", "deviceIndex", 0)))));
    refusal(
        "InvalidParameterValue",
        () -> aws.create(Instances.TOKEN, inputs.with("availabilityZone", Region.NAME + "b")));
    assertThat(aws.cloud.list(Instances.TOKEN)).isEmpty();
  }

  @Test
  void refusesSettingsThatExcludeEachOther() {
    assertThat(
            aws.cloud.check(
                Instances.TOKEN,
                instanceInputs(aws.nic())
                    .with("subnetId", SUBNET_B)
                    .with("userData", "x")
                    .with("userDataBase64", "no base64!")))
        .extracting("property")
        .containsExactlyInAnyOrder("subnetId", "userData", "userDataBase64");
  }

  @Test
  void stopsAndStartsForNewUserDataAndAnotherType() {
    Resource instance = aws.instanceOn(aws.nic());
    aws.host.forgetCalls();
    aws.update(instance, instance.inputs().with("userData", "new"));
    String id = instance.id();
    assertThat(aws.host.calls())
        .containsSubsequence("stop " + id, "updateMetadata " + id, "start " + id);
    assertThat(aws.host.machine(id).userData()).isEqualTo("new".getBytes());

    aws.host.forgetCalls();
    aws.update(instance, instance.inputs().with("userData", "new").with("instanceType", "t3.nano"));
    assertThat(aws.host.calls()).contains("stop " + id, "start " + id);
  }

  @Test
  void changesTagsWithoutAStop() {
    Resource instance = aws.instanceOn(aws.nic());
    aws.host.forgetCalls();
    Resource now = aws.update(instance, instance.inputs().with("tags", Map.of("Name", "n")));
    assertThat(now.outputs().textMap("tagsAll")).containsEntry("Name", "n");
    assertThat(aws.host.calls()).contains("updateMetadata " + instance.id());
    assertThat(aws.host.calls()).doesNotContain("stop " + instance.id());
  }

  @Test
  void takesItsAttachmentsWithIt() {
    Resource instance = aws.instanceOn(aws.nic());
    Resource volume = aws.volume();
    Resource attachment = aws.attachment(volume, instance);
    aws.delete(instance);
    assertThat(aws.host.calls()).contains("detach " + instance.id() + " " + volume.id());
    assertThat(aws.cloud.read(attachment.type(), attachment.id())).isEmpty();
    aws.delete(attachment);
    aws.delete(volume);
  }

  @Test
  void isReadAsTheMachineIs() {
    Resource nic = aws.nic();
    Resource instance = aws.instanceOn(nic);
    aws.host.setState(instance.id(), MachineState.STOPPED);
    assertThat(aws.cloud.read(Instances.TOKEN, instance.id()))
        .hasValueSatisfying(
            read -> assertThat(read.outputs().text("instanceState")).contains("stopped"));

    aws.host.setState(instance.id(), MachineState.ABSENT);
    assertThat(aws.cloud.read(Instances.TOKEN, instance.id())).isEmpty();
    aws.instanceOn(nic);
  }

  @Test
  void canBeGuardedAgainstTermination() {
    Resource instance =
        aws.create(Instances.TOKEN, instanceInputs(aws.nic()).with("disableApiTermination", true));
    refusal("OperationNotPermitted", () -> aws.delete(instance));
    aws.update(instance, instance.inputs().with("disableApiTermination", false));
    aws.delete(instance);
  }
}
