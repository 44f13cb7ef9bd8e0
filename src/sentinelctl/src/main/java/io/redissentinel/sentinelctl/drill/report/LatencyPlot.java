package io.redissentinel.sentinelctl.drill.report;

import io.redissentinel.sentinelctl.drill.DrillResult;
import io.redissentinel.sentinelctl.drill.Gap;
import io.redissentinel.sentinelctl.drill.History;
import io.redissentinel.sentinelctl.drill.Write;
import io.redissentinel.sentinelctl.drill.report.Svg.Anchor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How long each write took, and how many got an answer, from before the fault to the end. */
final class LatencyPlot {
  private static final double WIDTH = 960;
  private static final double LEFT = 104;
  private static final double RIGHT = 24;
  private static final double TOP = 44;
  private static final double FLOOR = 254;

  /** Of the page's small bold font, about. */
  private static final double LETTER = 6.6;

  private static final double STRIP = 14;
  private static final double STRIP_GAP = 4;
  private static final double FASTEST_MILLIS = 0.1;

  /** A column of this many pixels is one stroke, from its fastest write to its slowest. */
  private static final double COLUMN = 1.5;

  private final History history;
  private final Set<Write.Id> lost;
  private final List<String> writers;
  private final Scale x;
  private final Scale y;
  private final Svg svg;
  private final DrillResult result;
  private final Labels marks = new Labels(3);

  private LatencyPlot(DrillResult result, Set<Write.Id> lost) {
    this.result = result;
    this.history = result.seen().history();
    this.lost = lost;
    this.writers = history.writes().stream().map(Write::writer).distinct().sorted().toList();
    this.x = new Scale(history.begin(), history.end(), LEFT, WIDTH - RIGHT);
    double slowest = history.writes().stream().mapToDouble(LatencyPlot::millis).max().orElse(1);
    double decades = Math.max(3, Math.ceil(Math.log10(slowest)));
    this.y = new Scale(Math.log10(FASTEST_MILLIS), decades, FLOOR, TOP);
    this.svg =
        new Svg(
            WIDTH,
            FLOOR + 8 + writers.size() * (STRIP + STRIP_GAP) + 26,
            "Write latency and availability, by time");
  }

  /**
   * Draws.
   *
   * @param lost the acknowledged writes that are gone
   */
  static String of(DrillResult result, List<Write> lost) {
    return new LatencyPlot(result, lost.stream().map(Write::id).collect(Collectors.toSet())).draw();
  }

  private String draw() {
    axes();
    shadeGaps();
    mark(OptionalDouble.of(0), "fault");
    mark(history.undone(), "undone");
    mark(result.figures().firstWrite(), "first write on the new master");
    mark(history.back(), "all back");
    for (int i = 0; i < writers.size(); i++) {
      String writer = writers.get(i);
      List<Write> own =
          history.writes().stream().filter(write -> write.writer().equals(writer)).toList();
      latency(own, "w" + i % 7);
      availability(writer, own, FLOOR + 10 + i * (STRIP + STRIP_GAP));
    }
    lost();
    return svg.toString();
  }

  private void axes() {
    for (double decade = y.from(); decade <= y.to(); decade++) {
      svg.line("grid", LEFT, y.at(decade), WIDTH - RIGHT, y.at(decade));
      double millis = Math.pow(10, decade);
      String text = millis >= 1000 ? Svg.number(millis / 1000) + " s" : Svg.number(millis) + " ms";
      svg.text("tick", Anchor.end, LEFT - 8, y.at(decade) + 4, text);
    }
    double bottom = FLOOR + 10 + writers.size() * (STRIP + STRIP_GAP);
    for (double tick : x.ticks(14)) {
      svg.line("grid", x.at(tick), TOP, x.at(tick), bottom);
      svg.text("tick", Anchor.middle, x.at(tick), bottom + 14, Svg.number(tick) + " s");
    }
  }

  private void shadeGaps() {
    for (Gap gap : Gap.notable(history)) {
      svg.rectangle(
          "gap",
          x.at(gap.from()),
          TOP,
          Math.max(1, x.at(gap.to()) - x.at(gap.from())),
          FLOOR - TOP,
          String.format(Locale.ROOT, "%s: %.2f s without writes", gap.writer(), gap.seconds()));
    }
  }

  /** A line through all, and its name on the first line with room. */
  private void mark(OptionalDouble at, String text) {
    if (at.isEmpty()) {
      return;
    }
    double place = x.at(at.getAsDouble());
    double width = text.length() * LETTER;
    boolean left = place + width + 4 > WIDTH;
    int line = marks.place(left ? place - width - 4 : place + 4, width).orElse(0);
    double height = 12 + line * 14.0;
    svg.line("mark", place, height - 9, place, FLOOR);
    svg.text("strong", left ? Anchor.end : Anchor.start, place + (left ? -4 : 4), height, text);
  }

  private void latency(List<Write> writes, String style) {
    Map<Integer, double[]> columns = new TreeMap<>();
    for (Write write : writes) {
      if (write.acknowledged()) {
        columns.merge(
            column(write),
            new double[] {millis(write), millis(write)},
            (a, b) -> new double[] {Math.min(a[0], b[0]), Math.max(a[1], b[1])});
      }
    }
    List<double[]> strokes = new ArrayList<>();
    columns.forEach(
        (column, range) -> {
          double low = y.at(Math.log10(range[0]));
          double high = y.at(Math.log10(range[1]));
          // A single value is a dot that can be seen.
          strokes.add(new double[] {LEFT + column * COLUMN, low + 1, Math.min(high, low - 1)});
        });
    svg.strokes("latency " + style, strokes);
  }

  /** A strip: good where all attempts were acknowledged, bad where none was, else between. */
  private void availability(String writer, List<Write> writes, double top) {
    String side = history.isolated().contains(writer) ? " (cut off)" : "";
    svg.text("tick", Anchor.end, LEFT - 8, top + 11, "client " + writer + side);
    svg.rectangle(
        "nothing", LEFT, top, WIDTH - RIGHT - LEFT, STRIP, "no write was tried, or none answered");
    Map<Integer, int[]> columns = new TreeMap<>();
    for (Write write : writes) {
      int[] counts = columns.computeIfAbsent(column(write), it -> new int[2]);
      counts[write.acknowledged() ? 0 : 1]++;
    }
    List<double[]> good = new ArrayList<>();
    List<double[]> mixed = new ArrayList<>();
    List<double[]> bad = new ArrayList<>();
    columns.forEach(
        (column, counts) ->
            (counts[1] == 0 ? good : counts[0] == 0 ? bad : mixed)
                .add(new double[] {LEFT + column * COLUMN, top, top + STRIP}));
    svg.strokes("good", good).strokes("mixed", mixed).strokes("bad", bad);
  }

  private void lost() {
    Map<Integer, Write> columns = new TreeMap<>();
    history.writes().stream()
        .filter(write -> lost.contains(write.id()))
        .forEach(write -> columns.merge(column(write), write, (a, b) -> a));
    columns.forEach(
        (column, write) ->
            svg.dot(
                "lost",
                LEFT + column * COLUMN,
                y.at(Math.log10(millis(write))),
                2,
                String.format(Locale.ROOT, "lost: acknowledged at %.2f s", write.answered())));
  }

  private int column(Write write) {
    return (int) ((x.at(write.answered()) - LEFT) / COLUMN);
  }

  private static double millis(Write write) {
    return Math.max(FASTEST_MILLIS, write.seconds() * 1e3);
  }
}
