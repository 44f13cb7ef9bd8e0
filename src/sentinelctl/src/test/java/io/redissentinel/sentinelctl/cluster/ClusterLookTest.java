package io.redissentinel.sentinelctl.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.startsWith;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.redissentinel.sentinelctl.Bench;
import io.redissentinel.sentinelctl.ssh.NodeShell;
import io.redissentinel.sentinelctl.ssh.Result;
import io.redissentinel.sentinelctl.stack.NodeRef;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What is made of real nodes' answers. */
class ClusterLookTest {
  private static final String SWITCH =
      "1045:X 24 Nov 2026 11:20:33.123 # +switch-master mymaster 10.77.1.10 6379 10.77.2.10 6379";

  private static NodeFacts facts(ClusterLook look, String key) {
    return look.of(look.outputs().node(key)).facts().orElseThrow();
  }

  @Test
  void aHealthyClusterIsHealthy() {
    ClusterLook look = new Bench().look();
    assertThat(look.healthy()).isTrue();
    assertThat(look.quorumReached()).isTrue();
    assertThat(look.master()).map(NodeRef::key).contains("a");
  }

  @Test
  void aMastersServerIsRead() {
    RedisFacts redis = facts(new Bench().look(), "a").redis();
    assertThat(redis.isMaster()).isTrue();
    assertThat(redis.version()).contains("5.0.6");
    assertThat(redis.attached())
        .extracting(RedisFacts.Attached::address)
        .containsExactlyInAnyOrder("10.77.2.10", "10.77.3.10");
    assertThat(redis.attached()).allMatch(one -> one.state().equals("online"));
    assertThat(redis.offset().orElseThrow()).isPositive();
    assertThat(redis.config()).containsEntry("dir", "/data").containsEntry("save", "");
  }

  @Test
  void ofPasswordsOnlyWhetherThereIsOneIsRead() {
    RedisFacts redis = facts(new Bench().look(), "a").redis();
    assertThat(redis.config())
        .containsEntry("requirepass", "set")
        .containsEntry("masterauth", "set");
  }

  @Test
  void aReplicasServerIsRead() {
    RedisFacts redis = facts(new Bench().look(), "b").redis();
    assertThat(redis.isReplica()).isTrue();
    assertThat(redis.linkUp()).isTrue();
    assertThat(redis.masterAddress()).contains("10.77.1.10");
  }

  @Test
  void aSentinelIsRead() {
    SentinelFacts sentinel = facts(new Bench().look(), "b").sentinel();
    assertThat(sentinel.masterAddress()).contains("10.77.1.10");
    assertThat(sentinel.othersSeen()).contains(2);
    assertThat(sentinel.quorum()).contains(2);
    assertThat(sentinel.sentinels())
        .extracting(it -> it.get("ip"))
        .containsExactlyInAnyOrder("10.77.1.10", "10.77.3.10");
    assertThat(sentinel.replicas())
        .extracting(it -> it.get("ip"))
        .containsExactlyInAnyOrder("10.77.2.10", "10.77.3.10");
    assertThat(sentinel.quorumReached()).isTrue();
    assertThat(sentinel.identity()).hasValueSatisfying(id -> assertThat(id).hasSize(40));
  }

  @Test
  void aHostIsRead() {
    NodeFacts facts = facts(new Bench().look(), "a");
    HostFacts host = facts.host();
    assertThat(host.container()).contains("systemd-nspawn");
    assertThat(host.ready()).isTrue();
    assertThat(host.units()).containsKeys("redis-node", "redis-server", "redis-sentinel");
    assertThat(host.sysctlFile()).containsEntry("vm.overcommit_memory", "1");
    assertThat(host.sysctlLive()).containsEntry("net.core.somaxconn", "1024");
    assertThat(host.mount().device()).isEqualTo(host.mount().volumeDevice());
    assertThat(host.mount().fstab()).hasSize(1);
    assertThat(host.disks()).containsKeys("/data", "/");
    assertThat(host.memory()).containsKeys("MemTotal", "MemAvailable");
    assertThat(host.listening()).contains("10.77.1.10:6379", "10.77.1.10:26379");
    assertThat(facts.redisWarnings()).hasSize(2);
    assertThat(facts.env()).containsEntry("NODE", "a").containsEntry("AUTH", "secrets-manager");
    assertThat(facts.managed()).containsEntry("dir", "/data").containsEntry("tcp-backlog", "1024");
  }

  @Test
  void wantedSettingsAreReadWithTheirBlanks() {
    ClusterLook look =
        new Bench().block("a", "wanted-redis", "maxmemory=auto save=3600:1:300:100 x=").look();
    assertThat(facts(look, "a").wantedRedis())
        .containsEntry("maxmemory", "auto")
        .containsEntry("save", "3600 1 300 100")
        .containsEntry("x", "");
  }

  @Test
  void theLastFailoverOfAnySentinelIsTheLast() {
    ClusterLook look =
        new Bench()
            .block("a", "last-failover", SWITCH.replace("24 Nov", "23 Nov"))
            .block("c", "last-failover", SWITCH)
            .look();
    assertThat(look.lastFailover())
        .contains(
            new Failover(Instant.parse("2026-11-24T11:20:33.123Z"), "10.77.1.10", "10.77.2.10"));
  }

  @Test
  void aNodeThatIsDownIsAnErrorAndHidesNothingElse() {
    ClusterLook look = new Bench().down("c").look();
    assertThat(look.of(look.outputs().node("c")))
        .returns(false, NodeLook::reached)
        .satisfies(
            node ->
                assertThat(node.error())
                    .hasValueSatisfying(it -> assertThat(it).contains("timed out")))
        .satisfies(node -> assertThat(node.remedy()).contains("start it"));
    assertThat(look.healthy()).isFalse();
    assertThat(look.master()).map(NodeRef::key).contains("a");
  }

  @Test
  void withoutSudoTheErrorSaysSo() {
    ClusterLook look =
        new Bench().refuse("b", new Result(1, "", "sudo: a password is required\n")).look();
    NodeLook node = look.of(look.outputs().node("b"));
    assertThat(node.error()).contains("`sudo -n sh -s`: exit code 1: sudo: a password is required");
    assertThat(node.remedy().orElseThrow()).contains("--user");
  }

  @Test
  void aHostThatIsNoNodeSaysSo() {
    ClusterLook look =
        new Bench()
            .refuse("b", new Result(0, "@broken\n/etc/redis-node/node.env cannot be read\n", ""))
            .look();
    assertThat(look.of(look.outputs().node("b")).error())
        .contains("/etc/redis-node/node.env cannot be read");
  }

  @Test
  void anAnswerThatIsCutOffIsAnErrorAndNotHalfAFact() {
    ClusterLook look = new Bench().refuse("b", new Result(0, "@env\nNODE='b'\n", "")).look();
    assertThat(look.of(look.outputs().node("b")).error())
        .contains("the answer is cut off: its last line is NODE='b'");
  }

  @Test
  void aServerThatHangsIsAnAnswerOfTheNode() {
    ClusterLook look = new Bench().block("b", "redis-ping", "no answer within 2 s").look();
    NodeLook node = look.of(look.outputs().node("b"));
    assertThat(node.reached()).isTrue();
    assertThat(node.redis()).isEmpty();
    assertThat(node.sentinel()).isPresent();
    assertThat(look.healthy()).isFalse();
  }

  @Test
  void twoSentinelsThatDisagreeWithTheThirdDecide() {
    ClusterLook look =
        new Bench().change("a", "ip\n10.77.1.10\nport\n6379", "ip\n10.77.2.10\nport\n6379").look();
    assertThat(look.master()).map(NodeRef::key).contains("a");
    assertThat(look.healthy()).isFalse();
  }

  @Test
  void aMinorityNamesNoMaster() {
    assertThat(new Bench().down("a").down("b").look().master()).isEmpty();
  }

  @Test
  void whereTheStoreIsSparedTheNodesAreToldAndTheEarlierAnswersStand() {
    ClusterLook earlier = new Bench().block("b", "secret", "other").down("c").look();
    ClusterLook look = earlier.withPasswordsOf(new Bench().look());
    assertThat(facts(look, "b").password()).isEqualTo(facts(new Bench().look(), "b").password());
    assertThat(look.of(look.outputs().node("c")).reached()).isFalse();
    assertThat(facts(new Bench().look().withPasswordsOf(earlier), "c").password())
        .isEqualTo(PasswordState.UNKNOWN);

    NodeShell shell = mock();
    when(shell.root(any(), any())).thenReturn(new Result(1, "", ""));
    when(shell.node()).thenReturn(look.outputs().node("a"));
    Look.withoutStore(shell, Duration.ofSeconds(1));
    verify(shell).root(startsWith("spares_store=yes\n#!/bin/sh"), any());
  }
}
