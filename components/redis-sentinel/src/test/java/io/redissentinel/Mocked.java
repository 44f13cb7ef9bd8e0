package io.redissentinel;

import static org.assertj.core.api.Assertions.assertThat;

import com.pulumi.Context;
import com.pulumi.test.Mocks;
import com.pulumi.test.PulumiTest;
import com.pulumi.test.TestResult;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.logging.LogManager;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/**
 * A program run against a pretended engine, with a region of three zones behind it. What a resource
 * is created with comes back as its state, unless {@link #running} says that it runs with something
 * else.
 */
final class Mocked implements Mocks {
  static final String IMAGE = "ami-current";
  static final String GENERATED = "GeneratedPassword0123456789abcde";

  static final String OWNER = "0123456789abcdef".repeat(4);

  /** Subnets by id; the last number of their zone and block is the id's. */
  private final List<String> defaultSubnets =
      new ArrayList<>(List.of("subnet-2", "subnet-1", "subnet-3"));

  /** Read while others are still being made. */
  private final List<Created> created = new CopyOnWriteArrayList<>();

  private final Map<String, Map<String, Object>> running = new HashMap<>();
  private String region = "eu-west-1";
  private volatile Map<String, Object> passwordQuery = Map.of();
  private volatile String rotatedTo;

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

  /** The store has another password by now than the one that Pulumi has put there. */
  Mocked rotatedTo(String password) {
    rotatedTo = password;
    return this;
  }

  Mocked withDefaultSubnets(String... ids) {
    defaultSubnets.clear();
    defaultSubnets.addAll(List.of(ids));
    return this;
  }

  Mocked in(String region) {
    this.region = region;
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

  /** The user data of one instance, unpacked. */
  String userData(String instance) {
    String given = (String) inputs("aws:ec2/instance:Instance", instance).get("userDataBase64");
    byte[] gzipped = Base64.getDecoder().decode(given);
    try (var in = new GZIPInputStream(new ByteArrayInputStream(gzipped))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How a random password was asked for; empty where none was. */
  Map<String, Object> passwordQuery() {
    return passwordQuery;
  }

  /** All that the engine was told, but for what is a secret's own value. */
  String everythingBut(String... properties) {
    return created.stream()
        .map(
            each -> {
              Map<String, Object> inputs = new TreeMap<>(each.inputs());
              inputs.keySet().removeAll(List.of(properties));
              return each + " " + inputs;
            })
        .collect(Collectors.joining("\n"));
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
      case "aws:iam/role:Role" ->
          Map.of("name", name + "-1234", "arn", "arn:aws-cn:iam::111122223333:role/" + name);
      case "aws:iam/instanceProfile:InstanceProfile" -> Map.of("name", name + "-1234");
      case "aws:secretsmanager/secret:Secret" -> Map.of("arn", "arn:secret:" + name);
      case "aws:secretsmanager/secretVersion:SecretVersion" -> Map.of("arn", "arn:secret:" + name);
      case "aws:ssm/parameter:Parameter" ->
          Map.of("name", name + "-1234", "arn", "arn:parameter/" + name);
      case "aws:s3/bucketV2:BucketV2" -> {
        Object bucket = inputs.getOrDefault("bucket", name + "-1234");
        yield Map.of("bucket", bucket, "arn", "arn:aws:s3:::" + bucket);
      }
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
      case "aws:secretsmanager/getSecretVersion:getSecretVersion" -> {
        assertThat(args.args).containsEntry("versionStage", "AWSCURRENT");
        yield CompletableFuture.completedFuture(stored("secretString"));
      }
      case "aws:ssm/getParameter:getParameter" ->
          String.valueOf(args.args.get("name")).endsWith("password-id")
              ? CompletableFuture.completedFuture(stored("value"))
              : CompletableFuture.completedFuture(
                  Map.of(
                      "name",
                      args.args.get("name"),
                      "value",
                      "must not be used, it is secret",
                      "insecureValue",
                      IMAGE));
      case "aws:index/getRegion:getRegion" ->
          CompletableFuture.completedFuture(Map.of("id", region, "name", region));
      case "aws:s3/getCanonicalUserId:getCanonicalUserId" ->
          CompletableFuture.completedFuture(Map.of("id", OWNER, "displayName", "owner"));
      case "aws:secretsmanager/getRandomPassword:getRandomPassword" -> {
        passwordQuery = args.args;
        yield CompletableFuture.completedFuture(Map.of("id", "1", "randomPassword", GENERATED));
      }
      default -> throw new AssertionError("unexpected look-up " + args.token);
    };
  }

  /** The password, as the store has it now. */
  private Map<String, Object> stored(String property) {
    if (rotatedTo != null) {
      return Map.of(property, rotatedTo);
    }
    Created store =
        created.stream()
            .filter(
                each -> each.name().endsWith("-password") && each.inputs().containsKey(property))
            .findFirst()
            .orElseThrow(() -> new AssertionError("no password in " + names()));
    Map<String, Object> state = running.getOrDefault(store.toString(), Map.of());
    return Map.of(property, state.getOrDefault(property, store.inputs().get(property)));
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
