package io.redissentinel.sentinelctl.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.argThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.redissentinel.sentinelctl.aws.GroupRules.Rule;
import io.redissentinel.sentinelctl.ssh.NodeException;
import io.redissentinel.sentinelctl.stack.NodeRef;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkInterfacesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkInterfacesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupRulesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupRulesResponse;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.GetConsoleOutputRequest;
import software.amazon.awssdk.services.ec2.model.GetConsoleOutputResponse;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.ReferencedSecurityGroup;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;
import software.amazon.awssdk.services.ec2.paginators.DescribeSecurityGroupRulesIterable;

class Ec2Test {
  private final Ec2Client ec2 = mock();

  private static NodeRef node(String zone) {
    return new NodeRef("a", "i-1", zone, "10.0.0.1", "vol-1", "eni-1");
  }

  @ParameterizedTest
  @CsvSource({
    "eu-west-1a, eu-west-1",
    "us-gov-west-1b, us-gov-west-1",
    "cn-north-1a, cn-north-1",
    "lab-local-1a, ",
    "nowhere, ",
  })
  void theRegionIsTheZonesWithoutItsLetter(String zone, String region) {
    assertThat(Ec2.region(node(zone))).isEqualTo(Optional.ofNullable(region));
  }

  @Test
  void aConsoleIsWhatWasKeptOfTheBootAndTheLatest() {
    answer(true, "latest");
    answer(false, "boot");
    List<String> regions = new ArrayList<>();
    Ec2Console console =
        new Ec2Console(
            region -> {
              regions.add(region);
              return ec2;
            });
    assertThat(console.text(node("eu-west-1a"))).isEqualTo("boot\nlatest");
    assertThat(regions).containsExactly("eu-west-1");
    verify(ec2).close();
  }

  @Test
  void anInstanceTypeWithoutALatestConsoleHasTheBoots() {
    when(ec2.getConsoleOutput(request(true)))
        .thenThrow(error("UnsupportedOperation", "This instance type does not support it"));
    answer(false, "boot");
    assertThat(new Ec2Console(region -> ec2).text(node("eu-west-1a"))).isEqualTo("boot");
  }

  @Test
  void withoutTheRightTheErrorNamesIt() {
    when(ec2.getConsoleOutput(any(GetConsoleOutputRequest.class)))
        .thenThrow(error("UnauthorizedOperation", "You are not authorized"));
    assertThatThrownBy(() -> new Ec2Console(region -> ec2).text(node("eu-west-1a")))
        .isInstanceOf(NodeException.class)
        .hasMessageContaining("a (10.0.0.1)")
        .hasMessageContaining("You are not authorized")
        .hasMessageContaining("AWS_PROFILE");
  }

  @Test
  void inTheLabThereIsNoEc2() {
    assertThatThrownBy(() -> new Ec2Console(region -> ec2).text(node("lab-local-1a")))
        .isInstanceOf(NodeException.class)
        .hasMessageContaining("bin/sentinelctl");
  }

  @Test
  void rulesAndGroupsAreRead() {
    SecurityGroupRule in =
        SecurityGroupRule.builder()
            .isEgress(false)
            .ipProtocol("tcp")
            .fromPort(6379)
            .toPort(6379)
            .referencedGroupInfo(ReferencedSecurityGroup.builder().groupId("sg-1").build())
            .build();
    SecurityGroupRule out =
        SecurityGroupRule.builder().isEgress(true).ipProtocol("-1").cidrIpv6("::/0").build();
    when(ec2.describeSecurityGroupRules(any(DescribeSecurityGroupRulesRequest.class)))
        .thenReturn(
            DescribeSecurityGroupRulesResponse.builder().securityGroupRules(in, out).build());
    when(ec2.describeSecurityGroupRulesPaginator(any(DescribeSecurityGroupRulesRequest.class)))
        .thenAnswer(call -> new DescribeSecurityGroupRulesIterable(ec2, call.getArgument(0)));
    when(ec2.describeNetworkInterfaces(any(DescribeNetworkInterfacesRequest.class)))
        .thenReturn(
            DescribeNetworkInterfacesResponse.builder()
                .networkInterfaces(
                    NetworkInterface.builder()
                        .networkInterfaceId("eni-1")
                        .groups(GroupIdentifier.builder().groupId("sg-1").build())
                        .build())
                .build());

    assertThat(Ec2Groups.read(ec2, "sg-1", List.of(node("eu-west-1a"))))
        .isEqualTo(
            new GroupRules(
                "sg-1",
                List.of(
                    new Rule(false, "tcp", 6379, 6379, "sg-1"),
                    new Rule(true, "-1", -1, -1, "::/0")),
                Map.of("a", List.of("sg-1"))));
  }

  private void answer(boolean latest, String text) {
    String encoded = Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    when(ec2.getConsoleOutput(request(latest)))
        .thenReturn(GetConsoleOutputResponse.builder().output(encoded).build());
  }

  private static GetConsoleOutputRequest request(boolean latest) {
    return argThat((GetConsoleOutputRequest it) -> it != null && it.latest() == latest);
  }

  private static Ec2Exception error(String code, String message) {
    return (Ec2Exception)
        Ec2Exception.builder()
            .message(message)
            .awsErrorDetails(
                AwsErrorDetails.builder().errorCode(code).errorMessage(message).build())
            .build();
  }
}
