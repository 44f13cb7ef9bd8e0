package io.redissentinel.sentinelctl.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redissentinel.sentinelctl.CtlException;
import io.redissentinel.sentinelctl.ExitCode;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MomentTest {
  private static final Instant NOW = Instant.parse("2026-11-24T14:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "2026-11-23T10:00:00Z,      2026-11-23T10:00:00Z",
    "2026-11-23T10:00:00+02:00, 2026-11-23T08:00:00Z",
    "2026-11-23T10:00:00,       2026-11-23T10:00:00Z",
    "2026-11-23T10:00,          2026-11-23T10:00:00Z",
    "2026-11-23,                2026-11-24T00:00:00Z",
    "2h ago,                    2026-11-24T12:00:00Z",
    "90m,                       2026-11-24T12:30:00Z",
    "1d,                        2026-11-23T14:00:00Z",
    "30 s ago,                  2026-11-24T13:59:30Z",
  })
  void whatPeopleWrite(String text, Instant expected) {
    assertThat(Moment.parse(text, NOW)).isEqualTo(expected);
  }

  @Test
  void anythingElseIsRefusedWithExamples() {
    for (String text : new String[] {"yesterday", "2026-13-01", "", "2 fortnights ago", "-2h"}) {
      assertThatThrownBy(() -> Moment.parse(text, NOW))
          .isInstanceOfSatisfying(
              CtlException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
          .hasMessageContaining("--at: must be a time such as 2026-11-24T14:00:00Z")
          .hasMessageContaining("got '" + text + "'");
    }
  }
}
