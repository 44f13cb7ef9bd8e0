package io.redissentinel.program;

import com.pulumi.test.Mocks;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Just enough of AWS for the program to come to its end: a default VPC in three zones. */
final class DefaultVpc implements Mocks {
  private static final String PASSWORD = "GeneratedPassword0123456789abcde";

  @Override
  public CompletableFuture<ResourceResult> newResourceAsync(ResourceArgs args) {
    Map<String, Object> state = new HashMap<>(args.inputs);
    state.put("privateIp", "10.0.0.10");
    state.put("arn", "arn:aws:service:" + args.name);
    state.putIfAbsent("name", args.name);
    state.putIfAbsent("bucket", args.name + "-1234");
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
          case "aws:index/getRegion:getRegion" -> Map.of("name", "eu-west-1");
          case "aws:secretsmanager/getRandomPassword:getRandomPassword" ->
              Map.of("randomPassword", PASSWORD);
          case "aws:secretsmanager/getSecretVersion:getSecretVersion" ->
              Map.of("secretString", PASSWORD);
          default -> Map.of("insecureValue", "ami-1", "value", PASSWORD);
        });
  }
}
