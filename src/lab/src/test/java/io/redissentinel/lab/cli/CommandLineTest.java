package io.redissentinel.lab.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redissentinel.lab.cloud.HostException;
import io.redissentinel.lab.services.TarballMode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** How the lab's commands are read, and what one about several nodes does. */
final class CommandLineTest {
  private static final LabNode A = new LabNode("redis", "a", "i-a", "10.77.1.10");
  private static final LabNode B = new LabNode("redis", "b", "i-b", "10.77.2.10");

  @ParameterizedTest
  @ValueSource(strings = {"kill", "start", "reboot", "heal", "terminate", "detach", "attach"})
  void commandsAboutNodesTakeSeveralAndNeedOne(String command) {
    assertThat(parse(command, "a", "b").matchedPositionals().get(0).getValue().toString())
        .isEqualTo("[a, b]");
    assertThat(usageError(command)).contains("NODE");
  }

  @Test
  void optionsMayComeAfterTheNode() {
    assertThat(parse("cut", "a", "--link").hasMatchedOption("--link")).isTrue();
    assertThat(parse("cut", "--link", "a").hasMatchedOption("--link")).isTrue();
    assertThat(parse("logs", "a", "-f").hasMatchedOption("-f")).isTrue();
    assertThat(usageError("kill", "a", "--hard")).contains("--hard");
  }

  @Test
  void whatIsForAnotherProgramPassesThrough() {
    assertThat(parse("exec", "a", "--", "ls", "--help").isUsageHelpRequested()).isFalse();
    assertThat(parse("pulumi", "preview", "--help").isUsageHelpRequested()).isFalse();
    assertThat(parse("pulumi", "--stack", "prod", "--", "up", "--stack", "x").matchedOptions())
        .hasSize(1);
  }

  @Test
  void twoWaysToCutAreNotOne() {
    assertThat(usageError("cut", "--link", "--from-peers-only", "a")).contains("only one of");
  }

  @Test
  void tarballsHaveThreeModes() {
    assertThat(TarballsCommand.mode("slow")).isEqualTo(TarballMode.SLOW);
    assertThat(usageError("tarballs", "gone"))
        .contains("MODE: must be normal, slow or absent, got 'gone'");
  }

  @Test
  void aReplicationGroupNeedsANameAndFiles() {
    assertThat(usageError("elasticache", "--replication-group", "shop")).contains("FILE.rdb");
    assertThat(usageError("elasticache", "dump.rdb")).contains("--replication-group");
  }

  @Test
  void aNodeThatIsNotThereIsNamedWithThoseThatAre() {
    assertThat(LabNode.named("redis/a", List.of(A, B), List.of())).isEqualTo(A);
    assertThatThrownBy(() -> LabNode.named("d", List.of(A, B), List.of()))
        .isInstanceOf(UsageException.class)
        .hasMessage("there is no node 'd' in the lab (redis/a, redis/b)");
    List<LostNode> lost = List.of(new LostNode("redis", "c", "10.77.3.10"));
    assertThatThrownBy(() -> LabNode.named("c", List.of(A, B), lost))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("the instance of 'c' is gone; a new one: bin/lab pulumi -- up");
  }

  @Test
  void whatIsDoneToSeveralNodesHappensAtTheSameTime() {
    CountDownLatch both = new CountDownLatch(2);
    List<String> said = new ArrayList<>();
    int code =
        OnNodes.atOnce(
            List.of(A, B),
            node -> {
              both.countDown();
              return await(both) ? "met the other" : "alone";
            },
            said::add);
    assertThat(code).isEqualTo(ExitCode.OK);
    assertThat(said).containsExactly("a: met the other", "b: met the other");
  }

  @Test
  void aFailureOfOneDoesNotKeepTheOthersFromIt() {
    List<String> said = new ArrayList<>();
    int code =
        OnNodes.atOnce(
            List.of(A, B),
            node -> {
              if (node.equals(A)) {
                throw new HostException("i-a does not boot");
              }
              return "started";
            },
            said::add);
    assertThat(code).isEqualTo(ExitCode.FAILED);
    assertThat(said).containsExactly("error: a: i-a does not boot", "b: started");
  }

  private static boolean await(CountDownLatch latch) {
    try {
      return latch.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static ParseResult parse(String... arguments) {
    return Main.commandLine().parseArgs(arguments).subcommand();
  }

  private static String usageError(String... arguments) {
    StringWriter said = new StringWriter();
    CommandLine line = Main.commandLine().setErr(new PrintWriter(said));
    assertThat(line.execute(arguments)).as(said::toString).isEqualTo(ExitCode.USAGE);
    return said.toString();
  }
}
