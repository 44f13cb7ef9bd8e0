package io.redissentinel.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.pulumi.test.Mocks;
import com.pulumi.test.PulumiTest;
import com.pulumi.test.TestResult;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The program as a whole, without configuration. */
class AppTest {
  @AfterEach
  void cleanUp() {
    PulumiTest.cleanup();
  }

  @Test
  void theComponentsOutputsAreTheStacks() {
    TestResult result = PulumiTest.withMocks(new DefaultVpc()).runTest(App::stack);
    result.throwOnError();
    assertThat(result.outputs())
        .containsOnlyKeys(
            "masterName",
            "quorum",
            "sentinelEndpoints",
            "redisEndpoints",
            "connectionUri",
            "nodes",
            "securityGroupId",
            "pending");
  }

  /** Just enough of AWS for the program to come to its end. */
  private static final class DefaultVpc implements Mocks {
    @Override
    public CompletableFuture<ResourceResult> newResourceAsync(ResourceArgs args) {
      Map<String, Object> state = new HashMap<>(args.inputs);
      state.put("privateIp", "10.0.0.10");
      return CompletableFuture.completedFuture(
          ResourceResult.of(Optional.of(args.name + "-id"), state));
    }

    @Override
    public CompletableFuture<Map<String, Object>> callAsync(CallArgs args) {
      return CompletableFuture.completedFuture(
          switch (args.token) {
            case "aws:ec2/getSubnets:getSubnets" -> Map.of("ids", List.of("s-1", "s-2", "s-3"));
            case "aws:ec2/getSubnet:getSubnet" ->
                Map.of(
                    "id",
                    args.args.get("id"),
                    "vpcId",
                    "vpc-1",
                    "availabilityZone",
                    "zone-of-" + args.args.get("id"),
                    "cidrBlock",
                    "10.0.0.0/24");
            default -> Map.of("insecureValue", "ami-1");
          });
    }
  }
}
