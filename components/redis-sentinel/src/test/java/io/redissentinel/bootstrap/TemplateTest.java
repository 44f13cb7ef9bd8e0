package io.redissentinel.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class TemplateTest {
  @Test
  void valuesGoInAsTheyAre() {
    assertThat(Template.of("t", "a={{a}} ${SHELL}").render(Map.of("a", "<&'\"$(x)>")))
        .isEqualTo("a=<&'\"$(x)> ${SHELL}");
  }

  @Test
  void aMissingVariableIsAnError() {
    assertThatThrownBy(() -> Template.of("t", "{{a}} {{b}}").render(Map.of("a", 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("template t")
        .hasMessageContaining("'b'");
  }

  @Test
  void anUnusedVariableIsAnError() {
    assertThatThrownBy(() -> Template.of("t", "{{a}}").render(Map.of("a", 1, "c", 2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("template t: does not use [c]");
  }
}
