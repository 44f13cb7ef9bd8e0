package io.redissentinel.sentinelctl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.redissentinel.sentinelctl.CtlException;
import io.redissentinel.sentinelctl.ExitCode;
import io.redissentinel.sentinelctl.cluster.ClusterLook;
import io.redissentinel.sentinelctl.cluster.NodeLook;
import io.redissentinel.sentinelctl.drill.Client;
import io.redissentinel.sentinelctl.drill.ClusterRules;
import io.redissentinel.sentinelctl.drill.Drill;
import io.redissentinel.sentinelctl.drill.DrillResult;
import io.redissentinel.sentinelctl.drill.FaultKind;
import io.redissentinel.sentinelctl.drill.Figures;
import io.redissentinel.sentinelctl.drill.Made;
import io.redissentinel.sentinelctl.drill.Plan;
import io.redissentinel.sentinelctl.drill.Verdict;
import io.redissentinel.sentinelctl.stack.Stack;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

final class DrillCommandTest {
  private static Plan plan(String... arguments) {
    DrillCommand command = new DrillCommand();
    new CommandLine(command).parseArgs(arguments);
    return command.plan(Made.A, Made.rules());
  }

  @Test
  void theUsualPlan() {
    Plan plan = plan("--fault", "debug-sleep");
    assertThat(plan.fault()).isEqualTo(FaultKind.DEBUG_SLEEP);
    assertThat(plan.victim()).isEqualTo(Made.A);
    assertThat(plan.target()).isEqualTo(Duration.ofSeconds(8));
    assertThat(plan.hold()).isEqualTo(Duration.ofSeconds(15));
    assertThat(plan.client()).isEqualTo(Client.stays);
    assertThat(plan.run()).matches("[a-z0-9]+");
    assertThat(plan().fault()).isEqualTo(FaultKind.KILL);
    assertThat(plan().hold()).isZero();
  }

  @Test
  void aCutIsLongerThanMaxLag() {
    ClusterRules rules =
        new ClusterRules(Duration.ofMillis(1500), Optional.of(Duration.ofSeconds(30)));
    assertThat(FaultKind.CUT.usualHold(rules)).isEqualTo(Duration.ofSeconds(35));
    assertThat(FaultKind.STOP.usualHold(rules)).isEqualTo(Duration.ofSeconds(12));
  }

  @Test
  void allCanBeChosen() {
    Plan plan = plan("-f=cut", "--target=20s", "--hold=1m", "--settle=5m", "--client=follows");
    assertThat(plan.target()).isEqualTo(Duration.ofSeconds(20));
    assertThat(plan.hold()).isEqualTo(Duration.ofMinutes(1));
    assertThat(plan.settle()).isEqualTo(Duration.ofMinutes(5));
    assertThat(plan.client()).isEqualTo(Client.follows);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--fault stop --hold 5s | must be longer than down-after, which is 5.0 s, got 5 s",
        "--fault kill --hold 20s | --fault kill does not last",
      })
  void whatCannotBeMeantIsRefused(String arguments, String message) {
    assertThatThrownBy(() -> plan(arguments.split(" ")))
        .hasMessageContaining(message)
        .extracting(e -> ((CtlException) e).exitCode())
        .isEqualTo(ExitCode.USAGE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "drill --fault explode | must be one of debug-sleep, stop, kill, failover, reboot, cut, got 'explode'",
        "drill --fault kill --report /nowhere/at/all.html | /nowhere/at/all.html cannot be written",
      })
  void usageErrorsEndWith2BeforeAnythingIsDone(String arguments, String message) {
    StringWriter err = new StringWriter();
    int code = Main.commandLine().setErr(new PrintWriter(err)).execute(arguments.split(" "));
    assertThat(code).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains(message);
  }

  @ParameterizedTest
  @CsvSource({"true,true,3", "true,false,4", "false,false,5"})
  void anUnhealthyClusterIsRefusedWithItsExitCode(boolean reached, boolean quorum, int code) {
    ClusterLook look = mock();
    NodeLook node = mock();
    when(look.nodes()).thenReturn(List.of(node));
    when(node.reached()).thenReturn(reached);
    when(look.quorumReached()).thenReturn(quorum);
    assertThatThrownBy(() -> DrillCommand.requireHealthy(look))
        .hasMessageContaining("not healthy", "sentinelctl verify")
        .extracting(e -> ((CtlException) e).exitCode())
        .isEqualTo(code);
  }

  @ParameterizedTest
  @CsvSource({
    "dev,false,false",
    "dev,true,true",
    "dev,,true",
    "prod,false,true",
    "acme/shop/prod,false,true",
    "eu-production,false,true",
    "product,false,false",
  })
  void preciousIsWhatIsProtectedOrNamedSo(String name, String protectData, boolean precious) {
    Stack stack = mock();
    when(stack.config("redis-sentinel:protectData")).thenReturn(Optional.ofNullable(protectData));
    assertThat(DrillCommand.precious(stack, name)).isEqualTo(precious);
  }

  private static DrillResult result(Made.Story story, FaultKind fault) {
    Plan plan = Made.plan(fault);
    Figures figures = Figures.of(story.history(), plan, "mymaster");
    return new DrillResult(
        "dev",
        Made.outputs(),
        Instant.parse("2026-01-02T03:04:05Z"),
        Map.of(),
        plan,
        new Drill.Seen(story.history(), Map.of()),
        figures,
        Verdict.of(figures, plan));
  }

  @Test
  void theJson() throws Exception {
    assertThat(
            new JsonMapper()
                .writeValueAsString(DrillJson.of(result(Made.killed(), FaultKind.KILL))))
        .isEqualTo(
            "{\"passed\":true,\"reasons\":[],\"stack\":\"dev\",\"fault\":\"kill\",\"client\":\"stays\","
                + "\"run\":\"run1\",\"begun\":\"2026-01-02T03:04:05Z\",\"oldMaster\":\"a\",\"newMaster\":\"b\","
                + "\"target\":8.0,\"seconds\":{\"detection\":5.1,\"election\":0.1,\"promotion\":1.0,"
                + "\"firstWrite\":6.301,\"withoutWrites\":6.41,\"back\":20.0},"
                + "\"writes\":{\"attempted\":5332,\"acknowledged\":5330,\"lost\":0,\"excused\":0}}");
  }

  @Test
  void whatCouldNotBeMeasuredIsNull() throws Exception {
    DrillResult result =
        result(
            new Made.Story().writes("b", Made.A, -3, 30).nobodyToAsk().neverBack(), FaultKind.STOP);
    assertThat(new JsonMapper().writeValueAsString(DrillJson.of(result)))
        .contains("\"newMaster\":null", "\"detection\":null", "\"back\":null", "\"lost\":null");
  }

  @Test
  void theText() {
    assertThat(DrillText.of(result(Made.killed(), FaultKind.KILL), new Style(false)))
        .isEqualTo(
            """
            passed: kill, a was master, b is
            detection         5.10 s  fault to +odown
            election          0.10 s  to +elected-leader
            promotion         1.00 s  to +switch-master
            first write       6.30 s  from the fault, on the new master
            without writes    6.41 s  the longest; target 8.0 s
            back             20.00 s  from the fault until all nodes were healthy members
            writes: 5332 tried, 5330 acknowledged, 0 lost
            """);
  }
}
