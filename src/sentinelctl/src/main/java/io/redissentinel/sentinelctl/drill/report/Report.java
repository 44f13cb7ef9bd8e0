package io.redissentinel.sentinelctl.drill.report;

import io.redissentinel.sentinelctl.drill.DrillResult;
import io.redissentinel.sentinelctl.drill.Figures;
import io.redissentinel.sentinelctl.drill.Gap;
import io.redissentinel.sentinelctl.drill.History;
import io.redissentinel.sentinelctl.drill.Write;
import io.redissentinel.sentinelctl.stack.NodeRef;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** A drill as one page that needs nothing else. */
public final class Report {
  private static final Template PAGE = new Template(resource("report.html"));

  private Report() {}

  /** The page, HTML. */
  public static String of(DrillResult result) {
    Figures figures = result.figures();
    History history = result.seen().history();
    Map<String, Object> page = new HashMap<>();
    page.put("passed", result.verdict().passed());
    page.put("reasons", result.verdict().reasons());
    page.put("fault", result.plan().fault().toString());
    page.put("what", result.plan().fault().what());
    page.put("stack", result.stack());
    page.put("oldMaster", result.plan().victim().key());
    page.put("newMaster", result.newMaster().orElse("nobody"));
    page.put(
        "withoutWrites", figures.withoutWrites().map(gap -> seconds(gap.seconds())).orElse("-"));
    page.put("target", seconds(result.plan().target().toMillis() / 1e3));
    page.put("lost", figures.lost().isPresent() ? figures.lost().getAsLong() : "unknown");
    page.put("excused", figures.excused());
    page.put("anyExcused", figures.excused() > 0);
    page.put("acknowledged", figures.acknowledged());
    page.put("attempted", figures.attempted());
    page.put("failedWrites", figures.attempted() - figures.acknowledged());
    page.put("back", seconds(figures.back()));
    page.put("phases", phases(figures));
    page.put("timeLine", TimeLine.of(result));
    page.put("latencyPlot", LatencyPlot.of(result, Figures.lost(history)));
    page.put("clients", clients(history));
    page.put("errors", errors(history));
    page.put("events", events(history));
    page.put("nodes", nodes(result));
    page.put("begun", result.begun().toString());
    page.put("run", result.plan().run());
    page.put("client", result.plan().client().name());
    page.put(
        "hold", result.plan().fault().lasting() ? whole(result.plan().hold().toSeconds()) : "-");
    page.put("downAfter", seconds(result.plan().rules().downAfter().toMillis() / 1e3));
    page.put(
        "maxLag", result.plan().rules().maxLag().map(it -> whole(it.toSeconds())).orElse("off"));
    return PAGE.render(page);
  }

  private static List<Map<String, String>> phases(Figures figures) {
    return List.of(
        phase("detection", "detection", figures.detection(), "from the fault to the first +odown"),
        phase("election", "election", figures.election(), "to +elected-leader"),
        phase("promotion", "promotion", figures.promotion(), "to the first +switch-master"),
        phase(
            "write",
            "first write",
            figures.firstWrite(),
            "from the fault to the first write that the new master acknowledged"),
        phase(
            "none",
            "back",
            figures.back(),
            "from the fault until every node was a healthy member again"));
  }

  private static Map<String, String> phase(
      String style, String name, OptionalDouble seconds, String meaning) {
    return Map.of("style", style, "name", name, "seconds", seconds(seconds), "meaning", meaning);
  }

  private static List<Map<String, String>> clients(History history) {
    List<Map<String, String>> rows = new ArrayList<>();
    for (String writer :
        history.writes().stream().map(Write::writer).distinct().sorted().toList()) {
      List<Write> own = history.writes().stream().filter(it -> it.writer().equals(writer)).toList();
      List<Double> millis =
          own.stream()
              .filter(Write::acknowledged)
              .map(write -> write.seconds() * 1e3)
              .sorted()
              .toList();
      rows.add(
          Map.of(
              "writer",
              history.isolated().contains(writer) ? writer + " (cut off)" : writer,
              "attempted",
              Integer.toString(own.size()),
              "acknowledged",
              Integer.toString(millis.size()),
              "median",
              quantile(millis, 0.5),
              "p99",
              quantile(millis, 0.99),
              "slowest",
              quantile(millis, 1),
              "gap",
              Gap.of(writer, history).stream()
                  .max(Comparator.comparingDouble(Gap::seconds))
                  .map(gap -> seconds(gap.seconds()))
                  .orElse("-")));
    }
    return rows;
  }

  private static List<Map<String, String>> errors(History history) {
    Map<String, Long> counts = new TreeMap<>();
    history.writes().stream()
        .filter(write -> !write.acknowledged())
        .forEach(write -> counts.merge(write.error(), 1L, Long::sum));
    return counts.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .map(entry -> Map.of("error", entry.getKey(), "count", entry.getValue().toString()))
        .toList();
  }

  private static List<Map<String, String>> events(History history) {
    return history.events().stream()
        .filter(event -> event.at() >= history.begin())
        .map(
            event ->
                Map.of(
                    "at", String.format(Locale.ROOT, "%.3f", event.at()),
                    "sentinel", event.sentinel(),
                    "style", EventKind.of(event).name(),
                    "channel", event.channel(),
                    "message", event.message()))
        .toList();
  }

  private static List<Map<String, String>> nodes(DrillResult result) {
    List<Map<String, String>> rows = new ArrayList<>();
    for (NodeRef node : result.outputs().nodes()) {
      double clock = result.seen().clocks().getOrDefault(node.key(), Double.NaN);
      rows.add(
          Map.of(
              "key", node.key(),
              "address", node.privateAddress(),
              "zone", node.zone(),
              "instance", node.instanceId(),
              "version", result.versions().getOrDefault(node.key(), "unknown"),
              "clock",
                  Double.isNaN(clock)
                      ? "unknown"
                      : String.format(Locale.ROOT, "%+.1f ms", clock * 1e3)));
    }
    return rows;
  }

  private static String quantile(List<Double> sorted, double share) {
    if (sorted.isEmpty()) {
      return "-";
    }
    int index = (int) Math.ceil(share * sorted.size()) - 1;
    return String.format(Locale.ROOT, "%.1f ms", sorted.get(Math.max(0, index)));
  }

  private static String seconds(OptionalDouble seconds) {
    return seconds.isPresent() ? seconds(seconds.getAsDouble()) : "-";
  }

  private static String seconds(double seconds) {
    return String.format(Locale.ROOT, "%.2f s", seconds);
  }

  private static String whole(long seconds) {
    return seconds + " s";
  }

  private static String resource(String name) {
    try (InputStream stream = Report.class.getResourceAsStream(name)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
