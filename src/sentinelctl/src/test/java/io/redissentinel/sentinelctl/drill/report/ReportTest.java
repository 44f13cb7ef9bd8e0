package io.redissentinel.sentinelctl.drill.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redissentinel.sentinelctl.drill.Drill;
import io.redissentinel.sentinelctl.drill.DrillResult;
import io.redissentinel.sentinelctl.drill.FaultKind;
import io.redissentinel.sentinelctl.drill.Figures;
import io.redissentinel.sentinelctl.drill.Made;
import io.redissentinel.sentinelctl.drill.Made.Story;
import io.redissentinel.sentinelctl.drill.Plan;
import io.redissentinel.sentinelctl.drill.Verdict;
import java.io.StringReader;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

final class ReportTest {
  private static DrillResult result(Story story, FaultKind fault) {
    Plan plan = Made.plan(fault);
    Figures figures = Figures.of(story.history(), plan, "mymaster");
    return new DrillResult(
        "staging",
        Made.outputs(),
        Instant.parse("2026-01-02T03:04:05Z"),
        Map.of("a", "5.0.7", "b", "5.0.7", "c", "5.0.7"),
        plan,
        new Drill.Seen(story.history(), Map.of("a", 0.0012, "b", -0.5)),
        figures,
        Verdict.of(figures, plan));
  }

  @Test
  void aPassedDrill() {
    String page = Report.of(result(Made.killed(), FaultKind.KILL));
    assertThat(page)
        .contains("<title>Drill kill of staging: passed</title>")
        .contains("<b>6.41 s</b>", "target 8.00 s", "a was master", "Now b is.")
        .contains("<td class=\"n\">5.10 s</td>", "2026-01-02T03:04:05Z", "run run1")
        .contains("+1.2 ms", "-500.0 ms", "unknown")
        .contains("Connection refused", "+elected-leader");
  }

  @Test
  void aFailedOneSaysWhy() {
    Story story = Made.killed().lost("b", -0.05, 0).neverBack();
    String page = Report.of(result(story, FaultKind.KILL));
    assertThat(page)
        .contains(": failed</title>", "acknowledged writes are lost</li>", "within 180 s</li>")
        .contains("class=\"lost\"");
  }

  @Test
  void itNeedsNothingElse() {
    String page = Report.of(result(Made.killed(), FaultKind.KILL));
    assertThat(page.replace("xmlns=\"http://www.w3.org/2000/svg\"", ""))
        .doesNotContainIgnoringCase(
            "http:", "https:", "<script", "<link", "<img", "@import", "url(");
  }

  @Test
  void whatNodesSayIsEscaped() {
    Story story =
        Made.killed()
            .fails("b", Made.A, 1, 0.1, "<script>alert(1)</script>")
            .event(1, "b", "+x", "<img src=x>");
    assertThat(Report.of(result(story, FaultKind.KILL)))
        .doesNotContain("<script>", "<img")
        .contains("&lt;script&gt;");
  }

  @Test
  void theDrawingsAreWellFormed() throws Exception {
    for (FaultKind fault : FaultKind.values()) {
      Story story = Made.killed().isolated("a").writes("a", Made.A, -3, 11).lost("a", 0, 30);
      Matcher svg =
          Pattern.compile("<svg.*?</svg>", Pattern.DOTALL).matcher(Report.of(result(story, fault)));
      int drawings = 0;
      while (svg.find()) {
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(svg.group())));
        drawings++;
      }
      assertThat(drawings).isEqualTo(2);
    }
  }

  @Test
  void nothingAtAllIsAPageToo() {
    assertThat(Report.of(result(new Story().nobodyToAsk().neverBack(), FaultKind.REBOOT)))
        .contains("failed", "Now nobody is.", "<b>unknown</b>");
  }

  @Test
  void aTemplateIsStrict() {
    Template template = new Template("{{a}} {{{b}}}");
    assertThat(template.render(Map.of("a", "<", "b", "<"))).isEqualTo("&lt; <");
    assertThatThrownBy(() -> template.render(Map.of("a", 1))).hasMessageContaining("b");
    assertThatThrownBy(() -> template.render(Map.of("a", 1, "b", 2, "c", 3)))
        .hasMessage("the template does not use [c]");
  }
}
