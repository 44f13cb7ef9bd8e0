package io.redissentinel.topology;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProblemsTest {
  private final Problems problems = new Problems();

  @Test
  void aProblemIsOneLineWhateverWasGiven() {
    problems.add("x", "be y", "a\nb\r\u001b[2J\u2028\u2029\u202e\ud800 ü 日 𝄞", "do z");
    assertThat(problems)
        .hasToString(
            "x: must be y, got 'a\\u000ab\\u000d\\u001b[2J\\u2028\\u2029\\u202e\\ud800 ü 日 𝄞'; do z");
  }

  @Test
  void aLongTextIsCut() {
    problems.add("x", "be y", "𝄞".repeat(1000), "do z");
    assertThat(problems).hasToString("x: must be y, got '" + "𝄞".repeat(200) + "...'; do z");
  }

  @Test
  void anEmptyTextIsNothing() {
    problems.add("x", "be y", "", "do z");
    assertThat(problems).hasToString("x: must be y, got nothing; do z");
  }
}
