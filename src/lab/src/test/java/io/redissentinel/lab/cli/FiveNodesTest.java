package io.redissentinel.lab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Five nodes on a fresh lab; and nothing left behind after its process was killed. */
@Tag("nodes")
final class FiveNodesTest {
  @Test
  void fiveNodesHaveAQuorumOfThree() throws Exception {
    String gitBefore = Machine.gitStatus();
    try (TestLab lab = new TestLab("lab-five")) {
      lab.ok("up", "--nodes", "5");
      ClusterStatus status = lab.status();
      assertThat(status.healthy()).isTrue();
      assertThat(status.quorum()).isEqualTo(3);
      assertThat(status.nodes()).hasSize(5).allMatch(node -> node.sentinelsSeen() == 4);
    }
    assertThat(Machine.tracesOf("lab-five")).isEmpty();
    assertThat(Machine.gitStatus()).isEqualTo(gitBefore);
  }
}
