package io.redissentinel.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterSizeTest {
  @ParameterizedTest
  @CsvSource({"3, 2", "5, 3", "7, 4"})
  void aMajorityIsMoreThanHalf(int nodeCount, int majority) {
    assertThat(ClusterSize.majorityOf(nodeCount)).isEqualTo(majority);
  }

  @Test
  void keysAreLettersInOrder() {
    assertThat(ClusterSize.keys(3)).containsExactly("a", "b", "c");
    assertThat(ClusterSize.keys(7)).containsExactly("a", "b", "c", "d", "e", "f", "g");
  }

  @Test
  void threeFiveAndSevenNodesAreAllowed() {
    var problems = new Problems();
    List.of(3, 5, 7).forEach(count -> ClusterSize.check("nodes.count", count, problems));
    assertThat(problems.all()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {-3, 0, 1, 2, 4, 6, 8, 9})
  void otherSizesAreRefused(int nodeCount) {
    var problems = new Problems();
    assertThat(ClusterSize.check("nodes.count", nodeCount, problems)).isFalse();
    assertThat(problems.toString())
        .isEqualTo(
            "nodes.count: must be 3, 5 or 7 (an even number survives no more losses than the odd"
                + " one below it), got %d; choose one of these",
            nodeCount);
  }

  @ParameterizedTest
  @CsvSource({"2, 3", "3, 3", "2, 5", "3, 5", "5, 5", "4, 7"})
  void aQuorumOfTwoToAllIsAllowed(int quorum, int nodeCount) {
    var problems = new Problems();
    ClusterSize.checkQuorum("sentinel.quorum", quorum, nodeCount, problems);
    assertThat(problems.all()).isEmpty();
  }

  @Test
  void aQuorumAboveTheNumberOfSentinelsIsRefused() {
    var problems = new Problems();
    ClusterSize.checkQuorum("sentinel.quorum", 5, 3, problems);
    assertThat(problems)
        .hasToString(
            "sentinel.quorum: must be between 2 and 3 for 3 sentinels, got 5; lower the quorum or"
                + " add sentinels");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 1})
  void aQuorumThatOneSentinelMeetsAloneIsRefused(int quorum) {
    var problems = new Problems();
    ClusterSize.checkQuorum("sentinel.quorum", quorum, 3, problems);
    assertThat(problems.toString())
        .startsWith("sentinel.quorum: must be between 2 and 3 for 3 sentinels, got " + quorum);
  }
}
