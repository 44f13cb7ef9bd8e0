package io.redissentinel.sentinelctl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.redissentinel.sentinelctl.Bench;
import io.redissentinel.sentinelctl.CtlException;
import io.redissentinel.sentinelctl.ExitCode;
import io.redissentinel.sentinelctl.cluster.ClusterLook;
import io.redissentinel.sentinelctl.verify.Situation;
import io.redissentinel.sentinelctl.verify.Verification;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is printed. */
class OutputTest {
  private static final Style PLAIN = new Style(false);

  private static String status(Bench bench) {
    return StatusText.of(ClusterStatus.of(bench.look()), PLAIN);
  }

  @Test
  void aHealthyClusterIsOneScreen() {
    assertThat(status(new Bench()))
        .startsWith("healthy, master a, quorum 2 of 3\n")
        .containsPattern(
            "a +10.77.1.10 +lab-local-1a +master +- +65.0M of 23.5G +1 +aof +5.0.6 +sees 2 others, quorum ok")
        .containsPattern("b +10.77.2.10 +lab-local-1b +replica +135B, 0 s ")
        .endsWith("\nbackups: none configured\n")
        .hasLineCount(6);
  }

  @Test
  void whatIsWrongIsLoud() {
    assertThat(
            status(
                new Bench()
                    .down("c")
                    .change("b", "master_link_status:up", "master_link_status:down")))
        .startsWith("NOT healthy, master a")
        .contains(
            "LINK DOWN", "UNREACHABLE", "c: no SSH connection to port 22: timed out; start it");
    assertThat(status(new Bench().block("b", "redis-ping", "no answer"))).contains("NO ANSWER");
    assertThat(
            status(
                new Bench().change("b", "aof_last_write_status:ok", "aof_last_write_status:err")))
        .contains("aof FAILS");
    assertThat(status(new Bench().down("a").down("b")))
        .startsWith("NOT healthy, no master that a majority of the sentinels names, quorum 2 of 3");
  }

  @Test
  void theLastFailoverIsSaidByName() {
    assertThat(
            status(
                new Bench()
                    .block(
                        "a",
                        "last-failover",
                        "1:X 24 Nov 2026 11:20:33.123 # +switch-master mymaster 10.77.1.10 6379 10.9.9.9 6379")))
        .contains("last failover 2026-11-24T11:20:33Z from a to 10.9.9.9");
  }

  @Test
  void statusAsJsonHasTheDocumentedShape() throws IOException {
    JsonMapper json = new JsonMapper();
    JsonNode status =
        json.readTree(json.writeValueAsString(ClusterStatus.of(new Bench().down("c").look())));
    assertThat(status.fieldNames())
        .toIterable()
        .containsExactly(
            "healthy", "master", "quorum", "lastFailover", "nodes", "pending", "backups");
    assertThat(status.path("nodes").get(0).fieldNames())
        .toIterable()
        .containsExactly(
            "key",
            "address",
            "zone",
            "instanceId",
            "state",
            "role",
            "usedMemory",
            "maxMemory",
            "memory",
            "persistence",
            "persistenceOk",
            "keys",
            "sentinelsSeen",
            "sentinelMaster",
            "quorumReached",
            "redisVersion",
            "password");
    assertThat(status.path("nodes").get(1).fieldNames())
        .toIterable()
        .contains("linkUp", "lagBytes", "lagSeconds");
    assertThat(status.path("nodes").get(2).fieldNames())
        .toIterable()
        .containsExactly("key", "address", "zone", "instanceId", "state", "error");
  }

  @Test
  void exitCodesOfStatus() {
    assertThat(ClusterStatus.exitCode(new Bench().look())).isEqualTo(ExitCode.OK);
    assertThat(ClusterStatus.exitCode(new Bench().down("c").look())).isEqualTo(ExitCode.UNHEALTHY);
    assertThat(
            ClusterStatus.exitCode(
                new Bench().down("b").down("c").block("a", "sentinel-ckquorum", "NOQUORUM").look()))
        .isEqualTo(ExitCode.NO_QUORUM);
    assertThat(ClusterStatus.exitCode(new Bench().down("a").down("b").down("c").look()))
        .isEqualTo(ExitCode.UNREACHABLE);
  }

  private static Verification verification(Bench bench) {
    return Verification.of(
        new Situation(bench.look(), Optional.empty(), "no EC2", Optional.empty()));
  }

  @Test
  void aVerificationSaysTheSameOfSeveralNodesOnce() {
    assertThat(VerificationText.of(verification(new Bench().down("c")), PLAIN))
        .contains("passed         reachable on a, b: answers by SSH\n")
        .contains(
            "FAILED         reachable on c: no SSH connection to port 22: timed out\n               -> start it\n")
        .contains("not checkable  security groups: no EC2\n")
        .containsPattern("\\d+ passed, \\d+ failed, \\d+ not checkable$");
  }

  @Test
  void aVerificationAsJsonHasTheDocumentedShape() throws IOException {
    JsonMapper json = new JsonMapper();
    JsonNode node =
        json.readTree(
            json.writeValueAsString(VerificationJson.of(verification(new Bench().down("c")))));
    assertThat(node.fieldNames())
        .toIterable()
        .containsExactly("ok", "passed", "failed", "notCheckable", "lines");
    assertThat(node.path("ok").asBoolean()).isFalse();
    assertThat(node.path("lines"))
        .filteredOn(line -> line.path("verdict").asText().equals("failed"))
        .isNotEmpty()
        .allMatch(line -> line.has("remedy"));
  }

  @Test
  void colourIsForTerminalsOnly() {
    assertThat(new Style(true).bad("x")).isEqualTo("\033[31;1mx\033[0m");
    assertThat(new Style(false).bad("x")).isEqualTo("x");
  }

  @Test
  void aRedisCommandGoesAsRedisCliReadsIt() throws IOException {
    assertThat(CliCommand.line(List.of("set", "a \"b\"", "é\\\n")).readAllBytes())
        .asString()
        .isEqualTo("\"set\" \"a \\x22b\\x22\" \"\\xc3\\xa9\\x5c\\x0a\"\n");
  }

  @Test
  void theMasterIsOneThatSaysSoItself() {
    assertThat(Cluster.master(new Bench().look()).key()).isEqualTo("a");
    refuses(
        new Bench().change("a", "role:master", "role:slave").look(),
        ExitCode.UNHEALTHY,
        "a failover may be under way");
    refuses(new Bench().down("a").down("b").look(), ExitCode.NO_QUORUM, "timed out");
    refuses(
        new Bench().down("a").down("b").down("c").look(),
        ExitCode.UNREACHABLE,
        "no node can be reached");
  }

  private static void refuses(ClusterLook look, int exitCode, String message) {
    assertThatThrownBy(() -> Cluster.master(look))
        .hasMessageContaining(message)
        .returns(exitCode, e -> ((CtlException) e).exitCode());
  }
}
