package io.redissentinel;

import com.pulumi.Context;
import com.pulumi.test.Mocks;
import com.pulumi.test.PulumiTest;
import com.pulumi.test.TestResult;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.logging.LogManager;

/**
 * A program run against a pretended engine, with a region of three zones behind it. What a resource
 * is created with comes back as its state, unless {@link #running} says that it runs with something
 * else.
 */
final class Mocked implements Mocks {
  static final String IMAGE = "ami-current";

  /** Subnets by id; the last number of their zone and block is the id's. */
  private final List<String> defaultSubnets =
      new ArrayList<>(List.of("subnet-2", "subnet-1", "subnet-3"));

  private final List<Created> created = Collections.synchronizedList(new ArrayList<>());
  private final Map<String, Map<String, Object>> running = new HashMap<>();

  /** A resource as the engine was asked for it. */
  record Created(String type, String name, Map<String, Object> inputs) {
    @Override
    public String toString() {
      return type + " " + name;
    }
  }

  /** A resource that runs with something else than it would be created with. */
  Mocked running(String name, Map<String, Object> state) {
    running.put(name, state);
    return this;
  }

  Mocked withDefaultSubnets(String... ids) {
    defaultSubnets.clear();
    defaultSubnets.addAll(List.of(ids));
    return this;
  }

  TestResult run(Consumer<Context> program) {
    // Pulumi's SDK logs the errors that it reports; the expected ones would look like failures.
    LogManager.getLogManager().reset();
    return PulumiTest.withMocks(this).runTest(program::accept);
  }

  /** Type and name of all resources but the stack, sorted. */
  List<String> names() {
    return created.stream().map(Created::toString).sorted().toList();
  }

  /** The inputs of one resource. */
  Map<String, Object> inputs(String type, String name) {
    return created.stream()
        .filter(each -> each.type().equals(type) && each.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no %s %s in %s".formatted(type, name, names())))
        .inputs();
  }

  @Override
  public CompletableFuture<ResourceResult> newResourceAsync(ResourceArgs args) {
    Map<String, Object> inputs = new TreeMap<>(args.inputs);
    if (!args.type.equals("pulumi:pulumi:Stack")) {
      created.add(new Created(args.type, args.name, inputs));
    }
    Map<String, Object> state = new HashMap<>(inputs);
    state.putAll(chosenByAws(args.type, args.name, inputs));
    state.putAll(running.getOrDefault(args.type + " " + args.name, Map.of()));
    return CompletableFuture.completedFuture(
        ResourceResult.of(Optional.of(args.name + "-id"), state));
  }

  private static Map<String, Object> chosenByAws(
      String type, String name, Map<String, Object> inputs) {
    return switch (type) {
      case "aws:ec2/networkInterface:NetworkInterface" ->
          Map.of(
              "privateIp",
              inputs.get("privateIps") instanceof List<?> given && !given.isEmpty()
                  ? given.get(0)
                  : "10.0.%s.10".formatted(lastDigit(String.valueOf(inputs.get("subnetId")))));
      case "aws:iam/role:Role", "aws:iam/instanceProfile:InstanceProfile" ->
          Map.of("name", name + "-1234");
      case "aws:ec2/keyPair:KeyPair" -> Map.of("keyName", name + "-1234");
      default -> Map.of();
    };
  }

  @Override
  public CompletableFuture<Map<String, Object>> callAsync(CallArgs args) {
    return switch (args.token) {
      case "aws:ec2/getSubnets:getSubnets" ->
          CompletableFuture.completedFuture(Map.of("id", "region", "ids", defaultSubnets));
      case "aws:ec2/getSubnet:getSubnet" -> subnet(String.valueOf(args.args.get("id")));
      case "aws:ssm/getParameter:getParameter" ->
          CompletableFuture.completedFuture(
              Map.of(
                  "name",
                  args.args.get("name"),
                  "value",
                  "must not be used, it is secret",
                  "insecureValue",
                  IMAGE));
      default -> throw new AssertionError("unexpected look-up " + args.token);
    };
  }

  private static CompletableFuture<Map<String, Object>> subnet(String id) {
    String number = lastDigit(id);
    return number.equals("0")
        ? CompletableFuture.failedFuture(
            new IllegalStateException("InvalidSubnetID.NotFound: " + id))
        : CompletableFuture.completedFuture(
            Map.of(
                "id",
                id,
                "vpcId",
                "vpc-1",
                "availabilityZone",
                "zone-" + number,
                "cidrBlock",
                "10.0.%s.0/24".formatted(number)));
  }

  private static String lastDigit(String id) {
    return id.substring(id.length() - 1);
  }
}
