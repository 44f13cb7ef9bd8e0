package io.redissentinel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.pulumi.core.Output;
import com.pulumi.test.PulumiTest;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the nodes let in and out. */
class FirewallTest {
  private static final String IN = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
  private static final String OUT = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";

  private final Mocked aws = new Mocked();

  @AfterEach
  void cleanUp() {
    PulumiTest.cleanup();
  }

  @Test
  void theGroupItselfHasNoRules() {
    up(AccessArgs.builder());
    assertThat(aws.inputs("aws:ec2/securityGroup:SecurityGroup", "redis-nodes"))
        .containsOnlyKeys("description", "tags", "vpcId")
        .contains(entry("vpcId", "vpc-1"));
  }

  @Test
  void nodesReachEachOther() {
    up(AccessArgs.builder());
    assertThat(aws.inputs(IN, "redis-nodes-sentinel-from-nodes"))
        .contains(
            entry("securityGroupId", "redis-nodes-id"),
            entry("referencedSecurityGroupId", "redis-nodes-id"),
            entry("ipProtocol", "tcp"),
            entry("fromPort", 26379.0),
            entry("toPort", 26379.0));
    assertThat(aws.inputs(OUT, "redis-nodes-redis-to-nodes"))
        .contains(
            entry("referencedSecurityGroupId", "redis-nodes-id"),
            entry("fromPort", 6379.0),
            entry("toPort", 6379.0));
  }

  @Test
  void clientsReachBothPortsAndNothingElse() {
    up(
        AccessArgs.builder()
            .clientCidrs("10.0.0.0/16")
            .clientSecurityGroup("app", Output.of("sg-app")));
    assertThat(aws.names())
        .filteredOn(name -> name.startsWith(IN))
        .containsExactly(
            IN + " redis-nodes-redis-from-10.0.0.0/16",
            IN + " redis-nodes-redis-from-app",
            IN + " redis-nodes-redis-from-nodes",
            IN + " redis-nodes-sentinel-from-10.0.0.0/16",
            IN + " redis-nodes-sentinel-from-app",
            IN + " redis-nodes-sentinel-from-nodes");
    assertThat(aws.inputs(IN, "redis-nodes-redis-from-10.0.0.0/16"))
        .contains(entry("cidrIpv4", "10.0.0.0/16"), entry("fromPort", 6379.0))
        .doesNotContainKey("referencedSecurityGroupId");
    assertThat(aws.inputs(IN, "redis-nodes-redis-from-app"))
        .contains(entry("referencedSecurityGroupId", "sg-app"))
        .doesNotContainKey("cidrIpv4");
  }

  @Test
  void sshIsOpenFromWhereItIsAllowedOnly() {
    up(AccessArgs.builder().clientCidrs("10.0.0.0/16").sshCidrs("10.0.9.0/28"));
    assertThat(aws.names())
        .filteredOn(name -> name.contains("-ssh-"))
        .containsExactly(IN + " redis-nodes-ssh-from-10.0.9.0/28");
    assertThat(aws.inputs(IN, "redis-nodes-ssh-from-10.0.9.0/28"))
        .contains(entry("cidrIpv4", "10.0.9.0/28"), entry("fromPort", 22.0), entry("toPort", 22.0));
  }

  @Test
  void anywhereIsReachedByHttpAndHttpsOnly() {
    up(AccessArgs.builder());
    assertThat(aws.names())
        .filteredOn(name -> name.startsWith(OUT))
        .containsExactly(
            OUT + " redis-nodes-http-to-anywhere",
            OUT + " redis-nodes-https-to-anywhere",
            OUT + " redis-nodes-redis-to-nodes",
            OUT + " redis-nodes-sentinel-to-nodes");
    assertThat(aws.inputs(OUT, "redis-nodes-https-to-anywhere"))
        .contains(entry("cidrIpv4", "0.0.0.0/0"), entry("fromPort", 443.0));
  }

  @Test
  void theWorldIsLetInByItsOwnRules() {
    up(AccessArgs.builder().allowPublic(true).clientCidrs("0.0.0.0/0", "::/0"));
    assertThat(aws.inputs(IN, "redis-nodes-redis-from-0.0.0.0/0"))
        .contains(entry("cidrIpv4", "0.0.0.0/0"))
        .doesNotContainKey("cidrIpv6");
    assertThat(aws.inputs(IN, "redis-nodes-redis-from---/0"))
        .contains(entry("cidrIpv6", "::/0"))
        .doesNotContainKey("cidrIpv4");
  }

  @Test
  void byDefaultNobodyButTheNodesIsLetIn() {
    up(AccessArgs.builder());
    assertThat(aws.names())
        .filteredOn(name -> name.startsWith(IN))
        .containsExactly(
            IN + " redis-nodes-redis-from-nodes", IN + " redis-nodes-sentinel-from-nodes");
  }

  @Test
  void otherPortsAreFollowed() {
    aws.run(
        ctx ->
            new RedisSentinel(
                "redis",
                RedisSentinelArgs.builder()
                    .redis(RedisArgs.builder().port(7000).build())
                    .sentinel(SentinelArgs.builder().port(27000).build())
                    .build()));
    Map<String, Object> redis = aws.inputs(IN, "redis-nodes-redis-from-nodes");
    assertThat(redis).contains(entry("fromPort", 7000.0), entry("toPort", 7000.0));
    assertThat(aws.inputs(OUT, "redis-nodes-sentinel-to-nodes"))
        .contains(entry("fromPort", 27000.0));
  }

  private void up(AccessArgs.Builder access) {
    aws.run(
        ctx ->
            new RedisSentinel("redis", RedisSentinelArgs.builder().access(access.build()).build()));
  }
}
