package io.redissentinel.sentinelctl.drill.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.redissentinel.sentinelctl.drill.report.Svg.Anchor;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

final class SvgTest {
  @Test
  void numbersAreShortAndHaveAPointInEveryLanguage() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      assertThat(new Svg(10, 20.25, "t").line("grid", 1, 2.5, 3.04, 4).toString())
          .isEqualTo(
              "<svg viewBox=\"0 0 10 20.3\" role=\"img\" xmlns=\"http://www.w3.org/2000/svg\"><title>t</title>\n"
                  + "<line class=\"grid\" x1=\"1\" y1=\"2.5\" x2=\"3\" y2=\"4\"/>\n</svg>");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void textsAreEscaped() {
    assertThat(new Svg(1, 1, "a<b").text("x\"", Anchor.end, 1, 2, "<script>&").toString())
        .contains("<title>a&lt;b</title>", "class=\"x&quot;\"", ">&lt;script&gt;&amp;<")
        .doesNotContain("<script>");
  }

  @Test
  void strokesAreOneElementAndNoneIsNothing() {
    Svg svg = new Svg(1, 1, "");
    svg.strokes("none", List.of());
    svg.strokes("w", List.of(new double[] {1, 2, 3}, new double[] {4, 5, 6}));
    assertThat(svg.toString()).contains("d=\"M1 2V3M4 5V6\"").doesNotContain("none");
  }
}
