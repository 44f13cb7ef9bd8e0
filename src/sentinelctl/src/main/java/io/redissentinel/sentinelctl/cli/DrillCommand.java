package io.redissentinel.sentinelctl.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.redissentinel.sentinelctl.CtlException;
import io.redissentinel.sentinelctl.ExitCode;
import io.redissentinel.sentinelctl.cluster.ClusterLook;
import io.redissentinel.sentinelctl.cluster.NodeLook;
import io.redissentinel.sentinelctl.cluster.RedisFacts;
import io.redissentinel.sentinelctl.drill.Client;
import io.redissentinel.sentinelctl.drill.ClusterRules;
import io.redissentinel.sentinelctl.drill.Drill;
import io.redissentinel.sentinelctl.drill.DrillResult;
import io.redissentinel.sentinelctl.drill.FaultKind;
import io.redissentinel.sentinelctl.drill.Figures;
import io.redissentinel.sentinelctl.drill.Plan;
import io.redissentinel.sentinelctl.drill.Verdict;
import io.redissentinel.sentinelctl.drill.report.Report;
import io.redissentinel.sentinelctl.stack.NodeRef;
import io.redissentinel.sentinelctl.stack.Stack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sentinelctl drill}. */
@Command(
    name = "drill",
    mixinStandardHelpOptions = true,
    header = "Hurts the master on purpose, and measures what clients notice.",
    description = {
      "Hurts the master on purpose, under a write load of its own from the other nodes, and measures:"
          + " detection, election, promotion, the time without writes, acknowledged writes that are lost,"
          + " and when everybody is back.",
      "",
      "Begins only with a healthy cluster. Always undoes what it did, also after Ctrl-C; should this"
          + " machine die, the node undoes it by itself.",
      "",
      "Exit code 0 passed, 1 failed, 3 not healthy, 4 no quorum, 5 no node can be reached."
    })
final class DrillCommand implements Callable<Integer> {
  /** What putting things right may take after Ctrl-C: DEBUG SLEEP ends when it ends. */
  private static final Duration UNDO_LIMIT = Duration.ofMinutes(5);

  @Mixin private Target target;

  @Option(
      names = {"-f", "--fault"},
      paramLabel = "FAULT",
      defaultValue = "kill",
      converter = FaultName.class,
      completionCandidates = FaultName.class,
      description =
          "What happens to the master: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private FaultKind fault;

  @Option(
      names = "--target",
      paramLabel = "TIME",
      converter = Seconds.class,
      description = "How long clients may be without writes (default: down-after and 3s).")
  private Optional<Duration> allowed = Optional.empty();

  @Option(
      names = "--hold",
      paramLabel = "TIME",
      converter = Seconds.class,
      description =
          "How long debug-sleep, stop and cut last (default: down-after and 10s; a cut longer than"
              + " min-replicas-max-lag).")
  private Optional<Duration> hold = Optional.empty();

  @Option(
      names = "--settle",
      paramLabel = "TIME",
      converter = Seconds.class,
      defaultValue = "3m",
      description =
          "How long it may take until all nodes are back, behind the fault (default: ${DEFAULT-VALUE}).")
  private Duration settle = Duration.ofMinutes(3);

  @Option(
      names = "--client",
      paramLabel = "KIND",
      defaultValue = "stays",
      description =
          "The drill's clients: `stays` connected until an error, or `follows` the sentinels' news"
              + " (default: ${DEFAULT-VALUE}).")
  private Client client = Client.stays;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Writes a page (HTML, self-contained) with time line and plots.")
  private Optional<Path> report = Optional.empty();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "text or json (default: ${DEFAULT-VALUE}).")
  private Format output = Format.text;

  @Option(
      names = {"-y", "--yes"},
      description = "Does not ask.")
  private boolean yes;

  @Override
  public Integer call() throws IOException {
    Progress progress = new Progress(System.err);
    report.ifPresent(DrillCommand::requireWritable);
    try (Cluster cluster = target.open(progress)) {
      return run(cluster, progress);
    }
  }

  private int run(Cluster cluster, Progress progress) throws IOException {
    ClusterLook before = cluster.look(progress);
    requireHealthy(before);
    NodeRef victim = Cluster.master(before);
    Plan plan = plan(victim, ClusterRules.of(before.of(victim)));
    String stack = cluster.stack().name();
    boolean precious = precious(cluster.stack(), stack);
    System.err.print(DrillConsent.cost(plan, stack, precious));
    DrillConsent.ask(yes, precious, stack, DrillConsent.terminal());
    Instant begun = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    Drill.Seen seen = run(plan, cluster, progress);
    Figures figures = Figures.of(seen.history(), plan, cluster.outputs().masterName());
    DrillResult result =
        new DrillResult(
            stack,
            cluster.outputs(),
            begun,
            versions(before),
            plan,
            seen,
            figures,
            Verdict.of(figures, plan));
    if (report.isPresent()) {
      Files.writeString(report.get(), Report.of(result));
      progress.say("report: " + report.get().toAbsolutePath());
    }
    print(result);
    return result.verdict().passed() ? ExitCode.OK : ExitCode.FAILED;
  }

  /** What Ctrl-C has to wait for, and no more than that. */
  private static Drill.Seen run(Plan plan, Cluster cluster, Progress progress) {
    try (Interruption interruption =
        new Interruption(
            UNDO_LIMIT, () -> progress.say("interrupted: putting things right first"))) {
      try {
        return Drill.of(plan, cluster.outputs(), cluster.shells(), cluster::look, progress::step)
            .run();
      } catch (InterruptedException e) {
        throw interrupted(progress, e);
      } catch (CtlException e) {
        // With the connections that Ctrl-C has ended, other errors come first.
        throw interruption.requested() ? interrupted(progress, e) : e;
      }
    }
  }

  private static CtlException interrupted(Progress progress, Exception e) {
    // Said here: the process ends before whoever catches this can say it.
    progress.say(
        e instanceof CtlException
            ? "interrupted, and the load has ended; the last error: " + e.getMessage()
            : "interrupted: the fault is undone, the load has ended");
    return CtlException.failed("interrupted");
  }

  static void requireHealthy(ClusterLook look) {
    if (!look.healthy()) {
      throw new CtlException(
          ClusterStatus.exitCode(look),
          "the cluster is not healthy, and a drill would make that worse; `sentinelctl verify` says what is"
              + " wrong");
    }
  }

  Plan plan(NodeRef victim, ClusterRules rules) {
    Duration lasts = fault.lasting() ? hold.orElse(fault.usualHold(rules)) : Duration.ZERO;
    if (hold.isPresent() && !fault.lasting()) {
      throw CtlException.usage(
          "--hold: --fault %s does not last, so there is nothing to hold".formatted(fault));
    }
    if (fault.lasting() && lasts.compareTo(rules.downAfter()) <= 0) {
      throw CtlException.usage(
          "--hold: must be longer than down-after, which is %.1f s, got %d s; nobody would fail over"
              .formatted(rules.downAfter().toMillis() / 1e3, lasts.toSeconds()));
    }
    return new Plan(
        Long.toString(new SecureRandom().nextLong() >>> 1, Character.MAX_RADIX),
        fault,
        victim,
        rules,
        lasts,
        allowed.orElse(rules.usualTarget()),
        settle,
        client);
  }

  /** By its name; or protected, which it is unless it says otherwise. */
  static boolean precious(Stack stack, String name) {
    return name.matches("(?i)(.*[-_/])?prod(uction)?")
        || stack.config("redis-sentinel:protectData").filter("false"::equals).isEmpty();
  }

  private static Map<String, String> versions(ClusterLook look) {
    Map<String, String> versions = new LinkedHashMap<>();
    for (NodeLook node : look.nodes()) {
      versions.put(node.node().key(), node.redis().flatMap(RedisFacts::version).orElse("unknown"));
    }
    return versions;
  }

  private void print(DrillResult result) throws JsonProcessingException {
    System.out.println(
        output == Format.json
            ? new JsonMapper().writeValueAsString(DrillJson.of(result))
            : DrillText.of(result, Style.ofEnvironment()).stripTrailing());
  }

  /** Before anything is broken for it. */
  private static void requireWritable(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    boolean possible =
        Files.exists(file)
            ? Files.isRegularFile(file) && Files.isWritable(file)
            : Files.isDirectory(folder) && Files.isWritable(folder);
    if (!possible) {
      throw CtlException.usage("--report: %s cannot be written".formatted(file));
    }
  }
}
