package io.redissentinel.sentinelctl.cli;

import io.redissentinel.sentinelctl.drill.DrillResult;
import io.redissentinel.sentinelctl.drill.Figures;
import io.redissentinel.sentinelctl.drill.Gap;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** What {@code sentinelctl drill} prints for people. */
final class DrillText {
  private DrillText() {}

  static String of(DrillResult result, Style style) {
    Figures figures = result.figures();
    StringBuilder text = new StringBuilder();
    text.append(result.verdict().passed() ? style.good("passed") : style.bad("failed"))
        .append(
            say(
                ": %s, %s was master, %s is\n",
                result.plan().fault(),
                result.plan().victim().key(),
                result.newMaster().orElse("nobody")));
    result.verdict().reasons().forEach(reason -> text.append("  ").append(reason).append('\n'));
    OptionalDouble gap =
        figures
            .withoutWrites()
            .map(Gap::seconds)
            .map(OptionalDouble::of)
            .orElse(OptionalDouble.empty());
    List<List<String>> rows = new ArrayList<>();
    row(rows, "detection", figures.detection(), "fault to +odown");
    row(rows, "election", figures.election(), "to +elected-leader");
    row(rows, "promotion", figures.promotion(), "to +switch-master");
    row(rows, "first write", figures.firstWrite(), "from the fault, on the new master");
    row(
        rows,
        "without writes",
        gap,
        say("the longest; target %.1f s", result.plan().target().toMillis() / 1e3));
    row(rows, "back", figures.back(), "from the fault until all nodes were healthy members");
    text.append(Columns.of(rows));
    text.append(
        say(
            "writes: %d tried, %d acknowledged, %s lost%s\n",
            figures.attempted(),
            figures.acknowledged(),
            figures.lost().isPresent() ? Long.toString(figures.lost().getAsLong()) : "unknown",
            figures.excused() > 0
                ? say(" (%d within min-replicas-max-lag, which a cut may cost)", figures.excused())
                : ""));
    return text.toString();
  }

  private static void row(
      List<List<String>> rows, String name, OptionalDouble seconds, String meaning) {
    rows.add(
        List.of(
            name,
            seconds.isPresent() ? say("%6.2f s", seconds.getAsDouble()) : "      -",
            meaning));
  }

  private static String say(String form, Object... values) {
    return String.format(Locale.ROOT, form, values);
  }
}
