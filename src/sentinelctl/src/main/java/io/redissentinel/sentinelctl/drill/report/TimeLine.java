package io.redissentinel.sentinelctl.drill.report;

import io.redissentinel.sentinelctl.drill.DrillResult;
import io.redissentinel.sentinelctl.drill.Event;
import io.redissentinel.sentinelctl.drill.Gap;
import io.redissentinel.sentinelctl.drill.report.Svg.Anchor;
import io.redissentinel.sentinelctl.stack.NodeRef;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/** What the sentinels said, a row each, from the fault until clients wrote again. */
final class TimeLine {
  private static final double WIDTH = 960;
  private static final double LEFT = 104;
  private static final double RIGHT = 24;
  private static final double TOP = 56;
  private static final double ROW = 78;
  private static final double BOTTOM = 30;
  private static final double BEFORE = -0.5;
  private static final int LABEL_LINES = 4;
  private static final double LABEL_HEIGHT = 13;

  /** Of the page's small font, about. */
  private static final double LETTER = 6.1;

  private final DrillResult result;
  private final BrokenScale x;
  private final Svg svg;
  private final double floor;

  private TimeLine(DrillResult result) {
    this.result = result;
    List<NodeRef> nodes = result.outputs().nodes();
    this.floor = TOP + ROW * nodes.size();
    this.x = scale(result);
    this.svg = new Svg(WIDTH, floor + BOTTOM, "What the sentinels said, by time");
  }

  static String of(DrillResult result) {
    return new TimeLine(result).draw();
  }

  /** A little behind the last thing that clients noticed. */
  private static double end(DrillResult result) {
    double noticed =
        Math.max(
            Phase.of(result.figures()).stream().mapToDouble(Phase::to).max().orElse(0),
            result
                .figures()
                .withoutWrites()
                .filter(gap -> gap.seconds() >= 1)
                .map(Gap::to)
                .orElse(0.0));
    double end = result.seen().history().end();
    return noticed == 0 ? end : Math.min(end, noticed * 1.15 + 1);
  }

  /** Most of a failover is waiting for down-after, in which nobody says anything. */
  private static BrokenScale scale(DrillResult result) {
    double[] said =
        result.seen().history().events().stream()
            .mapToDouble(Event::at)
            .filter(at -> at >= 0)
            .sorted()
            .toArray();
    double quietTo = said.length == 0 ? 0 : said[0];
    return BrokenScale.of(BEFORE, end(result), 0, quietTo, LEFT, WIDTH - RIGHT);
  }

  private String draw() {
    axis();
    gap();
    phases();
    double y = TOP;
    for (NodeRef node : result.outputs().nodes()) {
      row(node.key(), y);
      y += ROW;
    }
    return svg.toString();
  }

  private void axis() {
    if (x.broken()) {
      Scale quiet = x.shortened();
      svg.rectangle(
          "quiet",
          quiet.start(),
          TOP - 6,
          quiet.end() - quiet.start(),
          floor - TOP + 6,
          "shortened");
      svg.text(
          "tick",
          Anchor.middle,
          (quiet.start() + quiet.end()) / 2,
          floor + 16,
          "\u2026 " + Svg.number(quiet.to() - quiet.from()) + " s \u2026");
    }
    for (double tick : x.ticks(14)) {
      svg.line("grid", x.at(tick), TOP - 6, x.at(tick), floor);
      if (x.broken() && Math.abs(x.at(tick) - x.shortened().end()) < LETTER * 4) {
        continue;
      }
      svg.text("tick", Anchor.middle, x.at(tick), floor + 16, Svg.number(tick) + " s");
    }
    svg.line("mark", x.at(0), 8, x.at(0), floor);
    svg.text("strong", Anchor.end, x.at(0) - 4, 18, "fault");
  }

  private void gap() {
    result
        .figures()
        .withoutWrites()
        .filter(gap -> x.contains(gap.to()) || x.contains(gap.from()))
        .ifPresent(
            gap ->
                svg.rectangle(
                    "gap",
                    x.at(gap.from()),
                    TOP - 6,
                    x.at(gap.to()) - x.at(gap.from()),
                    floor - TOP + 6,
                    String.format(Locale.ROOT, "%.2f s without writes", gap.seconds())));
  }

  private void phases() {
    for (Phase phase : Phase.of(result.figures())) {
      double left = x.at(phase.from());
      double width = Math.max(2, x.at(phase.to()) - left);
      String text = String.format(Locale.ROOT, "%s %.2f s", name(phase), phase.seconds());
      svg.rectangle("phase " + phase.name(), left, 26, width, 18, text);
      if (width > text.length() * LETTER) {
        svg.text("inside", Anchor.middle, left + width / 2, 39, text);
      }
    }
  }

  private static String name(Phase phase) {
    return phase.name().equals("write") ? "first write" : phase.name();
  }

  private void row(String sentinel, double top) {
    double line = top + ROW - 12;
    svg.line("row", LEFT, line, WIDTH - RIGHT, line);
    svg.text("strong", Anchor.end, LEFT - 10, line + 4, "sentinel " + sentinel);
    Labels labels = new Labels(LABEL_LINES);
    List<Event> events =
        result.seen().history().events().stream()
            .filter(event -> event.sentinel().equals(sentinel) && x.contains(event.at()))
            .sorted(EventKind.IMPORTANCE)
            .toList();
    for (Event event : events) {
      label(event, labels, line);
    }
    for (Event event : events) {
      svg.dot(
          "event " + EventKind.of(event),
          x.at(event.at()),
          line,
          4,
          String.format(Locale.ROOT, "%.3f s %s %s", event.at(), event.channel(), event.message()));
    }
  }

  /** Beside a thin line that leads to the dot; to the left of it where the right has no room. */
  private void label(Event event, Labels labels, double line) {
    String text = EventKind.label(event);
    double width = text.length() * LETTER;
    double at = x.at(event.at());
    boolean left = at + width + 4 > WIDTH - RIGHT;
    OptionalInt place = labels.place(left ? at - width - 4 : at + 4, width);
    if (place.isPresent()) {
      double y = line - 10 - place.getAsInt() * LABEL_HEIGHT;
      svg.line("lead", at, y - 8, at, line);
      svg.text(
          "label " + EventKind.of(event),
          left ? Anchor.end : Anchor.start,
          left ? at - 4 : at + 4,
          y,
          text);
    }
  }
}
