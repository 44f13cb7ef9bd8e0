package io.redissentinel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.pulumi.core.Output;
import com.pulumi.test.PulumiTest;
import com.pulumi.test.TestResult;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The component against a pretended engine: which children, by which names, with which inputs. */
class RedisSentinelTest {
  private static final String INSTANCE = "aws:ec2/instance:Instance";
  private static final String INTERFACE = "aws:ec2/networkInterface:NetworkInterface";
  private static final String VOLUME = "aws:ebs/volume:Volume";
  private static final String KEY = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd";

  private final Mocked aws = new Mocked();

  @AfterEach
  void cleanUp() {
    PulumiTest.cleanup();
  }

  @Test
  void namesAreAContract() {
    up(RedisSentinelArgs.builder().build());
    assertThat(aws.names())
        // As many as the scripts need; NodeScriptsTest counts them.
        .filteredOn(name -> !name.startsWith("aws:ssm/parameter:Parameter redis-scripts-"))
        .containsExactly(
            "aws:ebs/volume:Volume redis-a-data",
            "aws:ebs/volume:Volume redis-b-data",
            "aws:ebs/volume:Volume redis-c-data",
            "aws:ec2/eip:Eip redis-a-public",
            "aws:ec2/eip:Eip redis-b-public",
            "aws:ec2/eip:Eip redis-c-public",
            "aws:ec2/instance:Instance redis-a",
            "aws:ec2/instance:Instance redis-b",
            "aws:ec2/instance:Instance redis-c",
            "aws:ec2/networkInterface:NetworkInterface redis-a-interface",
            "aws:ec2/networkInterface:NetworkInterface redis-b-interface",
            "aws:ec2/networkInterface:NetworkInterface redis-c-interface",
            "aws:ec2/securityGroup:SecurityGroup redis-nodes",
            "aws:ec2/tag:Tag redis-a-backups",
            "aws:ec2/tag:Tag redis-a-disabled-commands",
            "aws:ec2/tag:Tag redis-a-redis-settings",
            "aws:ec2/tag:Tag redis-a-sentinel-settings",
            "aws:ec2/tag:Tag redis-b-backups",
            "aws:ec2/tag:Tag redis-b-disabled-commands",
            "aws:ec2/tag:Tag redis-b-redis-settings",
            "aws:ec2/tag:Tag redis-b-sentinel-settings",
            "aws:ec2/tag:Tag redis-c-backups",
            "aws:ec2/tag:Tag redis-c-disabled-commands",
            "aws:ec2/tag:Tag redis-c-redis-settings",
            "aws:ec2/tag:Tag redis-c-sentinel-settings",
            "aws:ec2/volumeAttachment:VolumeAttachment redis-a-data",
            "aws:ec2/volumeAttachment:VolumeAttachment redis-b-data",
            "aws:ec2/volumeAttachment:VolumeAttachment redis-c-data",
            "aws:iam/instanceProfile:InstanceProfile redis-node",
            "aws:iam/role:Role redis-node",
            "aws:iam/rolePolicy:RolePolicy redis-node",
            "aws:secretsmanager/secret:Secret redis-password",
            "aws:secretsmanager/secretVersion:SecretVersion redis-password",
            "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule redis-nodes-http-to-anywhere",
            "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule redis-nodes-https-to-anywhere",
            "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule redis-nodes-redis-to-nodes",
            "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule redis-nodes-sentinel-to-nodes",
            "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule redis-nodes-redis-from-nodes",
            "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"
                + " redis-nodes-sentinel-from-nodes",
            "redis-sentinel:index:Credentials redis-credentials",
            "redis-sentinel:index:Firewall redis-firewall",
            "redis-sentinel:index:InstanceIdentity redis-identity",
            "redis-sentinel:index:Node redis-a",
            "redis-sentinel:index:Node redis-b",
            "redis-sentinel:index:Node redis-c",
            "redis-sentinel:index:NodeScripts redis-scripts",
            "redis-sentinel:index:RedisSentinel redis");
  }

  @Test
  void sevenNodesAreSevenOfEachPart() {
    up(nodes(NodesArgs.builder().count(7).publicAddresses(false)));
    assertThat(aws.names())
        .filteredOn(name -> name.matches("aws:e.*redis-[a-g](-.*)?"))
        .hasSize(7 * 8)
        .contains(INSTANCE + " redis-g");
  }

  @Test
  void anInstanceIsWhatItHasToBe() {
    up(nodes(NodesArgs.builder().publicAddresses(false)));
    Map<String, Object> instance = aws.inputs(INSTANCE, "redis-a");
    assertThat(instance)
        .containsOnlyKeys(
            "ami",
            "iamInstanceProfile",
            "instanceType",
            "metadataOptions",
            "networkInterfaces",
            "rootBlockDevice",
            "tags",
            "userDataBase64",
            "userDataReplaceOnChange")
        .contains(
            entry("ami", Mocked.IMAGE),
            entry("instanceType", "t3.small"),
            entry("iamInstanceProfile", "redis-node-1234"),
            entry(
                "metadataOptions",
                Map.of(
                    "httpEndpoint", "enabled",
                    "httpTokens", "required",
                    "httpPutResponseHopLimit", 1.0,
                    "instanceMetadataTags", "enabled")),
            entry(
                "networkInterfaces",
                List.of(Map.of("networkInterfaceId", "redis-a-interface-id", "deviceIndex", 0.0))),
            entry("userDataReplaceOnChange", true));
    assertThat(instance.get("rootBlockDevice"))
        .asInstanceOf(InstanceOfAssertFactories.MAP)
        .contains(entry("encrypted", true), entry("volumeType", "gp3"));
  }

  @Test
  void whatLastsIsMadeApartFromTheInstance() {
    up(nodes(NodesArgs.builder().publicAddresses(false)));
    assertThat(aws.inputs(VOLUME, "redis-b-data"))
        .containsOnly(
            entry("availabilityZone", "zone-2"),
            entry("encrypted", true),
            entry("size", 20.0),
            entry("type", "gp3"),
            entry("tags", tags("b")));
    assertThat(aws.inputs(INTERFACE, "redis-b-interface"))
        .containsOnly(
            entry("subnetId", "subnet-2"),
            entry("securityGroups", List.of("redis-nodes-id")),
            entry("tags", tags("b")));
    assertThat(aws.inputs("aws:ec2/volumeAttachment:VolumeAttachment", "redis-b-data"))
        .containsOnly(
            entry("deviceName", "/dev/sdf"),
            entry("instanceId", "redis-b-id"),
            entry("volumeId", "redis-b-data-id"),
            entry("stopInstanceBeforeDetaching", true));
  }

  @Test
  void everyNodesUserDataNamesAllNodes() {
    up(RedisSentinelArgs.builder().build());
    String userData = aws.userData("redis-b");
    assertThat(userData).startsWith("#cloud-config");
    assertThat(userData).contains("10.0.1.10", "10.0.2.10", "10.0.3.10", "redis-b-data-id");
  }

  @Test
  void givenAddressesAreTheInterfaces() {
    up(
        nodes(
            NodesArgs.builder()
                .subnetIds("subnet-4", "subnet-5", "subnet-6")
                .privateAddresses("10.0.4.20", "10.0.5.20", "10.0.6.20")));
    assertThat(aws.inputs(INTERFACE, "redis-c-interface"))
        .contains(entry("subnetId", "subnet-6"), entry("privateIps", List.of("10.0.6.20")));
  }

  @Test
  void subnetsMayBeOutputsOfOtherResources() {
    var ids = Output.of(List.of("subnet-7", "subnet-8", "subnet-9"));
    up(nodes(NodesArgs.builder().subnetIds(ids)));
    assertThat(aws.inputs(VOLUME, "redis-c-data")).contains(entry("availabilityZone", "zone-9"));
  }

  @Test
  void aGivenImageAndKeysAreUsed() {
    up(
        RedisSentinelArgs.builder()
            .machine(MachineArgs.builder().imageId("ami-own").kmsKeyId(KEY).build())
            .access(AccessArgs.builder().publicKey("ssh-ed25519 AAAA").build())
            .build());
    assertThat(aws.inputs(INSTANCE, "redis-a"))
        .contains(entry("ami", "ami-own"), entry("keyName", "redis-1234"));
    assertThat(aws.inputs(VOLUME, "redis-a-data")).contains(entry("kmsKeyId", KEY));
    assertThat(aws.inputs("aws:ec2/keyPair:KeyPair", "redis"))
        .contains(entry("publicKey", "ssh-ed25519 AAAA"));
  }

  @Test
  void outputs() {
    TestResult result = up(RedisSentinelArgs.builder().build());
    assertThat(result.outputs())
        .containsOnlyKeys(
            "masterName",
            "quorum",
            "sentinelEndpoints",
            "redisEndpoints",
            "connectionUri",
            "redisPassword",
            "nodes",
            "securityGroupId",
            "pending",
            "backups");
    assertThat(output(result, "masterName")).isEqualTo("mymaster");
    assertThat(output(result, "quorum")).isEqualTo(2);
    assertThat(output(result, "sentinelEndpoints"))
        .isEqualTo(List.of("10.0.1.10:26379", "10.0.2.10:26379", "10.0.3.10:26379"));
    assertThat(output(result, "redisEndpoints"))
        .isEqualTo(List.of("10.0.1.10:6379", "10.0.2.10:6379", "10.0.3.10:6379"));
    assertThat(output(result, "connectionUri"))
        .isEqualTo(
            "redis-sentinel://10.0.1.10:26379,10.0.2.10:26379,10.0.3.10:26379/0?sentinelMasterId=mymaster");
    assertThat(output(result, "securityGroupId")).isEqualTo("redis-nodes-id");
    assertThat(output(result, "pending")).isEqualTo(List.of());
    assertThat(output(result, "backups")).isNull();
    assertThat(output(result, "nodes"))
        .asInstanceOf(InstanceOfAssertFactories.LIST)
        .first()
        .isEqualTo(
            Map.of(
                "key", "a",
                "instanceId", "redis-a-id",
                "zone", "zone-1",
                "privateAddress", "10.0.1.10",
                "volumeId", "redis-a-data-id",
                "interfaceId", "redis-a-interface-id"));
  }

  @Test
  void whatDiffersFromWhatRunsIsPending() {
    aws.running(
        INSTANCE + " redis-b",
        Map.of("ami", "ami-older", "tags", Map.of("redis-sentinel:fingerprint", "older")));
    aws.running(INTERFACE + " redis-c-interface", Map.of("subnetId", "subnet-older"));
    TestResult result = up(RedisSentinelArgs.builder().build());

    var wanted = ((Map<?, ?>) aws.inputs(INSTANCE, "redis-b").get("tags"));
    assertThat(output(result, "pending"))
        .isEqualTo(
            List.of(
                pending("b", "ami", "ami-older", Mocked.IMAGE),
                pending("b", "configuration", "older", wanted.get("redis-sentinel:fingerprint")),
                pending("c", "subnetId", "subnet-older", "subnet-3")));
  }

  @Test
  void aKeyThatRunningNodesDoNotKnowIsPending() {
    List.of("a", "b", "c")
        .forEach(key -> aws.running(INSTANCE + " redis-" + key, Map.of("keyName", "")));
    var access = AccessArgs.builder().publicKey("ssh-ed25519 AAAA").build();
    TestResult result = up(RedisSentinelArgs.builder().access(access).build());
    assertThat(output(result, "pending"))
        .asInstanceOf(InstanceOfAssertFactories.LIST)
        .hasSize(3)
        .contains(pending("b", "keyName", "none", "redis-1234"));
  }

  @Test
  void withoutADefaultVpcSubnetsHaveToBeGiven() {
    aws.withDefaultSubnets();
    assertThat(theError(up(RedisSentinelArgs.builder().build())))
        .contains("nodes.subnetIds: must be given where the region has no default VPC");
  }

  @Test
  void aRefusalThatComesLateMakesNothing() {
    aws.withDefaultSubnets("subnet-1", "subnet-2");
    TestResult result = up(RedisSentinelArgs.builder().build());
    assertThat(theError(result))
        .startsWith("RedisSentinel 'redis' cannot be built:")
        .contains("got '2 in zone-1, 1 in zone-2'");
    assertThat(aws.names()).noneMatch(name -> name.startsWith("aws:"));
  }

  @Test
  void aLookUpThatFailsSaysWhatItLookedFor() {
    var args = nodes(NodesArgs.builder().subnetIds("subnet-0", "subnet-1", "subnet-2"));
    assertThat(theError(up(args)))
        .isEqualTo("cannot look up subnet subnet-0: InvalidSubnetID.NotFound: subnet-0");
  }

  @Test
  void userDataThatWouldNotFitIsRefusedBeforeAnythingIsMade() {
    StringBuilder incompressible = new StringBuilder();
    new Random(1).ints(40_000, 'A', 'Z').forEach(c -> incompressible.append((char) c));
    var redis =
        RedisArgs.builder().url("https://example.com/" + incompressible).sha256("0".repeat(64));
    TestResult result = up(RedisSentinelArgs.builder().redis(redis.build()).build());
    assertThat(theError(result))
        .contains("userData: user data of node a: must be at most 16,384 bytes");
    assertThat(aws.names()).isEmpty();
  }

  @Test
  void aNameThatCannotNameNodesIsRefused() {
    TestResult result = aws.run(ctx -> new RedisSentinel("my redis"));
    assertThat(theError(result)).contains("name: must be at most 40 letters");
  }

  /** What a user sees: one message, and no stack trace. */
  private static String theError(TestResult result) {
    assertThat(result.errors()).hasSize(1);
    assertThat(result.errors().get(0)).doesNotContain("\tat ");
    return result.errors().get(0);
  }

  private TestResult up(RedisSentinelArgs args) {
    return aws.run(ctx -> new RedisSentinel("redis", args).outputs().forEach(ctx::export));
  }

  private static RedisSentinelArgs nodes(NodesArgs.Builder nodes) {
    return RedisSentinelArgs.builder().nodes(nodes.build()).build();
  }

  private static Object output(TestResult result, String name) {
    return PulumiTest.extractValue(result.outputs().get(name));
  }

  private static Map<String, Object> tags(String key) {
    return Map.of(
        "Name", "redis-" + key, "redis-sentinel:cluster", "redis", "redis-sentinel:node", key);
  }

  private static Map<String, Object> pending(
      String node, String what, Object running, Object wanted) {
    return Map.of("node", node, "what", what, "running", running, "wanted", wanted);
  }
}
