package io.redissentinel.sentinelctl.verify;

import io.redissentinel.sentinelctl.Bench;
import io.redissentinel.sentinelctl.stack.Outputs;
import org.junit.jupiter.api.Test;

class SentinelChecksTest {
  private static final String PEERS = "sentinels see each other";
  private static final String SAME = "one master for all sentinels";
  private static final String IDS = "sentinel ids";
  private static final String STALE = "no stale entries";
  private static final String ID_OF_A = "4cfc7446109d2e3d83b099fedae620b102a18dfb";
  private static final String MASTER = "name\nmymaster\nip\n10.77.1.10\n";

  private static Bench bench() {
    return new Bench();
  }

  @Test
  void allSeeAllOthers() {
    Checked.of(bench()).passed(PEERS, "b", "2 others");
  }

  @Test
  void aGhostIsCounted() {
    Checked.of(bench().change("b", "num-other-sentinels\n2", "num-other-sentinels\n3"))
        .failed(PEERS, "b", "it sees 3 others, not 2");
  }

  @Test
  void aSentinelThatFindsAnotherDownSaysWhich() {
    Checked.of(bench().change("b", "flags\nsentinel\n", "flags\ns_down,sentinel,disconnected\n"))
        .failed(PEERS, "b", "it finds the sentinel of a (10.77.1.10) s_down");
  }

  @Test
  void aSentinelThatMonitorsNothing() {
    Checked.of(bench().block("b", "sentinel-master", "ERR No such master with that name"))
        .failed(PEERS, "b", "does not monitor mymaster");
  }

  @Test
  void aSentinelThatDoesNotAnswer() {
    Checked checked = Checked.of(bench().block("b", "sentinel-ping", "no answer within 2 s"));
    checked.notCheckable(PEERS, "b", "does not answer");
    checked.notCheckable("quorum", "b", "does not answer");
    checked.notCheckable(STALE, "b", "does not answer");
    checked.failed("services", "b", "Sentinel: no answer within 2 s");
  }

  @Test
  void theyNameDifferentMasters() {
    Checked.of(bench().change("c", MASTER, "name\nmymaster\nip\n10.77.3.10\n"))
        .failed(SAME, Line.CLUSTER, "10.77.1.10=[a, b]", "10.77.3.10=[c]");
  }

  @Test
  void theyNameAStranger() {
    Checked.of(bench().change(MASTER, "name\nmymaster\nip\n10.9.9.9\n"))
        .failed(SAME, Line.CLUSTER, "10.9.9.9, which is no node of the stack");
  }

  @Test
  void idsAreAllDifferent() {
    Checked.of(bench()).passed(IDS, Line.CLUSTER, "3, all different");
  }

  @Test
  void twoHaveOneId() {
    Checked.of(bench().block("b", "identity", ID_OF_A))
        .failed(IDS, Line.CLUSTER, "a and b have the same one", "b has " + ID_OF_A);
  }

  @Test
  void oneHasNoId() {
    Checked.of(bench().block("b", "identity", "")).failed(IDS, Line.CLUSTER, "b has none");
  }

  @Test
  void noFailoverCanBeAgreedOn() {
    Checked.of(bench().block("b", "sentinel-ckquorum", "NOQUORUM 1 usable Sentinels"))
        .failed("quorum", "b", "NOQUORUM 1 usable");
  }

  @Test
  void theQuorumIsTheStacks() {
    Checked.of(bench()).passed("quorum", "b", "quorum 2");
    Checked.of(bench().outputs(SentinelChecksTest::withQuorumOfThree))
        .failed("quorum", "b", "its quorum is 2, the stack's 3");
  }

  private static Outputs withQuorumOfThree(Outputs all) {
    return new Outputs(
        all.masterName(),
        3,
        all.sentinelEndpoints(),
        all.redisEndpoints(),
        all.nodes(),
        all.securityGroupId(),
        all.pending());
  }

  @Test
  void entriesAreTheNodes() {
    Checked.of(bench()).passed(STALE, "b", "each once");
  }

  @Test
  void anEntryOfAForeignReplica() {
    Checked.of(
            bench()
                .change(
                    "b",
                    "name\n10.77.3.10:6379\nip\n10.77.3.10",
                    "name\n10.9.9.9:6379\nip\n10.9.9.9"))
        .failed(
            STALE,
            "b",
            "replicas: 10.9.9.9 is none of this cluster's",
            "replicas: 10.77.3.10 is missing");
  }

  @Test
  void anEntryTwice() {
    Checked.of(
            bench()
                .change(
                    "b",
                    "name\n10.77.3.10:6379\nip\n10.77.3.10",
                    "name\n10.77.2.10:6380\nip\n10.77.2.10"))
        .failed(STALE, "b", "replicas: 10.77.2.10 twice");
  }

  @Test
  void aForeignSentinel() {
    Checked.of(bench().change("b", "ip\n10.77.1.10\nport\n26379", "ip\n10.9.9.9\nport\n26379"))
        .failed(STALE, "b", "sentinels: 10.9.9.9 is none", "sentinels: 10.77.1.10 is missing");
  }
}
