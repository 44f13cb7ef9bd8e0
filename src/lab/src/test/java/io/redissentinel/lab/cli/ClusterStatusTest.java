package io.redissentinel.lab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.redissentinel.lab.cli.ClusterStatus.Node;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ClusterStatusTest {
  private static final List<LabNode> NODES =
      List.of(node("a", "10.77.1.10"), node("b", "10.77.2.10"), node("c", "10.77.3.10"));

  @Test
  void aHealthyClusterInItsDocumentedShape() throws Exception {
    ClusterStatus status = look(Map.of("a", master(), "b", replica("up"), "c", replica("up")));
    assertThat(new JsonMapper().writeValueAsString(status))
        .startsWith(
            """
            {"healthy":true,"master":"a","quorum":2,"nodes":[\
            {"key":"a","address":"10.77.1.10","state":"running","role":"master",\
            "sentinelsSeen":2,"sentinelMaster":"10.77.1.10","quorumReached":true,\
            "redisVersion":"5.0.6"},\
            {"key":"b","address":"10.77.2.10","state":"running","role":"replica","linkUp":true,""");
    assertThat(status.exitCode()).isEqualTo(ExitCode.OK);
  }

  @Test
  void aReplicaWithoutItsLinkIsNotHealthy() {
    ClusterStatus status = look(Map.of("a", master(), "b", replica("down"), "c", replica("up")));
    assertThat(status.healthy()).isFalse();
    assertThat(status.exitCode()).isEqualTo(ExitCode.UNHEALTHY);
  }

  @Test
  void twoMastersAreNotHealthy() {
    assertThat(look(Map.of("a", master(), "b", master(), "c", replica("up"))).healthy()).isFalse();
  }

  @Test
  void aNodeThatIsOffIsStopped() {
    ClusterStatus status = look(Map.of("a", master(), "b", replica("up"), "c", ""));
    assertThat(status.nodes().get(2))
        .extracting(Node::state, Node::role)
        .containsExactly("stopped", null);
    assertThat(status.master()).isEqualTo("a");
    assertThat(status.exitCode()).isEqualTo(ExitCode.UNHEALTHY);
  }

  @Test
  void aNodeWhoseInstanceHasGoneIsLost() {
    String three = replica("up");
    ClusterStatus two =
        new StatusProbe((node, command) -> node.key().equals("a") ? master() : three)
            .look(NODES.subList(0, 2));
    ClusterStatus status = two.with(List.of(new LostNode("redis", "c", "10.77.3.10")));
    assertThat(status.nodes()).extracting(Node::key).containsExactly("a", "b", "c");
    assertThat(status.nodes().get(2))
        .extracting(Node::state, Node::role)
        .containsExactly("lost", null);
    assertThat(status.master()).isEqualTo("a");
    assertThat(status.exitCode()).isEqualTo(ExitCode.UNHEALTHY);
    assertThat(two.with(List.of()).nodes()).isEqualTo(two.nodes());
  }

  @Test
  void ofAClusterThatIsLostNothingIsKnown() {
    ClusterStatus none = new StatusProbe((node, command) -> "").look(List.of());
    ClusterStatus status = none.with(List.of(new LostNode("redis", "a", "10.77.1.10")));
    assertThat(status.healthy()).isFalse();
    assertThat(status.exitCode()).isEqualTo(ExitCode.NO_QUORUM);
  }

  @Test
  void oneNodeAloneHasNoQuorumAndNoMaster() {
    String alone = master().replace("OK 3 usable", "(error) NOQUORUM");
    ClusterStatus status = look(Map.of("a", alone, "b", "", "c", ""));
    assertThat(status.master()).isNull();
    assertThat(status.exitCode()).isEqualTo(ExitCode.NO_QUORUM);
  }

  @Test
  void sentinelsThatDisagreeNameNoMaster() {
    String other = replica("up").replace("10.77.1.10", "10.77.2.10");
    assertThat(look(Map.of("a", master(), "b", replica("up"), "c", other)).master()).isNull();
  }

  private static ClusterStatus look(Map<String, String> answers) {
    return new StatusProbe((node, command) -> answers.get(node.key())).look(NODES);
  }

  private static LabNode node(String key, String address) {
    return new LabNode("redis", key, "i-" + key, address);
  }

  private static String master() {
    return answer("role:master");
  }

  private static String replica(String link) {
    return answer("role:slave\nmaster_link_status:" + link);
  }

  private static String answer(String replication) {
    return """
        @info
        # Replication
        %s
        redis_version:5.0.6
        @sentinel
        name
        mymaster
        ip
        10.77.1.10
        num-other-sentinels
        2
        quorum
        2
        @ckquorum
        OK 3 usable Sentinels. Quorum and failover authorization can be reached
        """
        .formatted(replication);
  }
}
