package io.redissentinel.sentinelctl.verify;

import io.redissentinel.sentinelctl.Bench;
import org.junit.jupiter.api.Test;

class RoleChecksTest {
  private static final String MASTER = "the master's role";
  private static final String SYNC = "replicas in sync";
  private static final String ATTACHED = "ip=10.77.2.10,port=6379,state=online,offset=253297,lag=0";

  private static Bench bench() {
    return new Bench();
  }

  @Test
  void theNamedMasterIsMaster() {
    Checked.of(bench()).passed(MASTER, Line.CLUSTER, "a (10.77.1.10) is master, and no other");
  }

  @Test
  void theNamedMasterIsAReplica() {
    Checked.of(bench().change("a", "role:master", "role:slave"))
        .failed(MASTER, Line.CLUSTER, "name a (10.77.1.10), whose role is replica");
  }

  @Test
  void theNamedMasterDoesNotAnswer() {
    Checked.of(bench().block("a", "redis-ping", "Could not connect"))
        .failed(MASTER, Line.CLUSTER, "whose role is not to be had");
  }

  @Test
  void theNamedMasterIsDown() {
    Checked.of(bench().down("a"))
        .failed(MASTER, Line.CLUSTER, "name a (10.77.1.10), which cannot be reached");
  }

  @Test
  void thereAreTwoMasters() {
    Checked checked = Checked.of(bench().change("b", "role:slave", "role:master"));
    checked.failed(MASTER, Line.CLUSTER, "there are several: [a, b]");
    checked.failed(SYNC, "b", "its role is master");
  }

  @Test
  void aReplicaIsInSync() {
    Checked.of(bench()).passed(SYNC, "b", "135 bytes behind, acknowledged 0 s ago");
  }

  @Test
  void aReplicasServerDoesNotAnswer() {
    Checked.of(bench().block("b", "redis-ping", "LOADING Redis is loading the dataset"))
        .notCheckable(SYNC, "b", "does not answer");
  }

  @Test
  void thereIsNoMasterToCompareWith() {
    Checked.of(bench().down("a")).notCheckable(SYNC, "b", "no master that answers");
  }

  @Test
  void aReplicaFollowsAnotherNode() {
    Checked.of(bench().change("b", "master_host:10.77.1.10", "master_host:10.77.3.10"))
        .failed(SYNC, "b", "it follows c (10.77.3.10), not a (10.77.1.10)");
  }

  @Test
  void theLinkIsDown() {
    Checked.of(bench().change("b", "master_link_status:up", "master_link_status:down"))
        .failed(SYNC, "b", "link to the master is down");
  }

  @Test
  void theMasterDoesNotKnowIt() {
    Checked.of(bench().change("a", ATTACHED, ATTACHED.replace("10.77.2.10", "10.9.9.9")))
        .failed(SYNC, "b", "the master does not know it");
  }

  @Test
  void itGetsACopyOfEverything() {
    Checked.of(bench().change("a", ATTACHED, ATTACHED.replace("online", "wait_bgsave")))
        .failed(SYNC, "b", "the master has it as wait_bgsave");
  }

  /** The link is up, and yet it is not in sync. */
  @Test
  void itIsFarBehind() {
    Checked.of(bench().change("a", "master_repl_offset:253432", "master_repl_offset:99253432"))
        .failed(SYNC, "b", "99000135 bytes behind", "at most 16777216 bytes");
  }

  @Test
  void itHasNotAcknowledgedForLong() {
    Checked.of(bench().change("a", ATTACHED, ATTACHED.replace("lag=0", "lag=11")))
        .failed(SYNC, "b", "acknowledged 11 s ago");
  }
}
