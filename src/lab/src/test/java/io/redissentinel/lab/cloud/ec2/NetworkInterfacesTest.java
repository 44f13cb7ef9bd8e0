package io.redissentinel.lab.cloud.ec2;

import static io.redissentinel.lab.cloud.CloudFixture.SUBNET_B;
import static io.redissentinel.lab.cloud.CloudFixture.inputs;
import static io.redissentinel.lab.cloud.CloudFixture.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.redissentinel.lab.cloud.CloudFixture;
import io.redissentinel.lab.cloud.Interface;
import io.redissentinel.lab.cloud.Region;
import io.redissentinel.lab.cloud.Resource;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkInterfacesTest {
  @TempDir Path folder;
  private CloudFixture aws;

  @BeforeEach
  void open() {
    aws = new CloudFixture(folder.resolve("aws"));
  }

  @Test
  void takesTheLowestFreeAddressFromTenUp() {
    Resource first = aws.nic();
    aws.nic("privateIps", List.of("10.77.1.11"));
    assertThat(first.outputs().text("privateIp")).contains("10.77.1.10");
    assertThat(aws.nic().outputs().text("privateIp")).contains("10.77.1.12");
    aws.delete(first);
    assertThat(aws.nic().outputs().text("privateIp")).contains("10.77.1.10");
  }

  @Test
  void tellsTheHostWhatItNeedsToKnow() {
    Resource nic = aws.nic("subnetId", SUBNET_B, "privateIps", List.of("10.77.2.20"));
    Interface known = NetworkInterfaces.asInterface(nic);
    assertThat(known)
        .extracting(Interface::id, Interface::address, Interface::prefixLength, Interface::gateway)
        .containsExactly(nic.id(), "10.77.2.20", 24, "10.77.2.1");
    assertThat(known.mac()).matches("02(:[0-9a-f]{2}){5}");
    assertThat(nic.outputs().text("macAddress")).contains(known.mac());
    assertThat(aws.host.calls()).contains("createInterface " + nic.id() + " 10.77.2.20");
  }

  @Test
  void refusesAnAddressInUse() {
    aws.nic("privateIps", List.of("10.77.1.20"));
    assertThat(
            refusal("InvalidIPAddress.InUse", () -> aws.nic("privateIps", List.of("10.77.1.20"))))
        .contains("10.77.1.20");
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.77.1.0", "10.77.1.1", "10.77.1.2", "10.77.1.3", "10.77.1.255"})
  void refusesReservedAddresses(String address) {
    assertThat(refusal("InvalidParameterValue", () -> aws.nic("privateIps", List.of(address))))
        .contains("reserved");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"10.77.2.20", "10.78.1.20", "10.77.1.256", "10.77.1.020", "10.77.1.", "x"})
  void refusesAddressesOutsideTheSubnet(String address) {
    assertThat(refusal("InvalidParameterValue", () -> aws.nic("privateIps", List.of(address))))
        .contains("does not fall within the subnet's address range");
  }

  @Test
  void refusesUnknownSubnetsAndGroups() {
    refusal("InvalidSubnetID.NotFound", () -> aws.nic("subnetId", "subnet-1"));
    refusal("InvalidGroup.NotFound", () -> aws.nic("securityGroups", List.of("sg-1")));
    Resource nic = aws.nic();
    refusal(
        "InvalidGroup.NotFound",
        () -> aws.update(nic, nic.inputs().with("securityGroups", List.of("sg-1"))));
  }

  @Test
  void standsInTheDefaultGroupWhenItNamesNone() {
    assertThat(aws.nic().outputs().texts("securityGroups")).containsExactly(Region.DEFAULT_GROUP);
    assertThat(aws.host.firewall().members().get(Region.DEFAULT_GROUP))
        .containsExactly("10.77.1.10");
  }

  @Test
  void cannotGoWhileAnInstanceStandsOnIt() {
    Resource nic = aws.nic();
    Resource instance = aws.instanceOn(nic);
    refusal("InvalidNetworkInterface.InUse", () -> aws.delete(nic));
    aws.delete(instance);
    aws.delete(nic);
    assertThat(aws.host.isEmpty()).isTrue();
  }

  @Test
  void hasOneAddressOnly() {
    assertThat(
            aws.cloud.check(
                NetworkInterfaces.TOKEN,
                inputs("subnetId", SUBNET_B, "privateIps", List.of("10.77.2.20", "10.77.2.21"))))
        .singleElement()
        .satisfies(problem -> assertThat(problem.reason()).contains("does not model"));
  }
}
