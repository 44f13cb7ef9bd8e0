package io.redissentinel.sentinelctl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redissentinel.sentinelctl.CtlException;
import io.redissentinel.sentinelctl.ExitCode;
import io.redissentinel.sentinelctl.drill.FaultKind;
import io.redissentinel.sentinelctl.drill.Made;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class DrillConsentTest {
  private static final DrillConsent.Terminal NOBODY = question -> Optional.empty();

  @Test
  void withoutATerminalItHasToBeSaidOnTheCommandLine() {
    assertThatThrownBy(() -> DrillConsent.ask(false, false, "dev", NOBODY))
        .hasMessageContaining("--yes")
        .extracting(e -> ((CtlException) e).exitCode())
        .isEqualTo(ExitCode.USAGE);
    assertThatCode(() -> DrillConsent.ask(true, true, "prod", NOBODY)).doesNotThrowAnyException();
  }

  @Test
  void yesIsEnoughForAStackThatIsNotPrecious() {
    assertThatCode(() -> DrillConsent.ask(false, false, "dev", question -> Optional.of("yes")))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> DrillConsent.ask(false, false, "dev", question -> Optional.of("")))
        .hasMessage("not confirmed, nothing was done");
  }

  @Test
  void aPreciousStackHasToBeNamed() {
    assertThatThrownBy(() -> DrillConsent.ask(false, true, "prod", question -> Optional.of("yes")))
        .hasMessage("not confirmed, nothing was done");
    assertThatCode(() -> DrillConsent.ask(false, true, "prod", question -> Optional.of("prod ")))
        .doesNotThrowAnyException();
  }

  @Test
  void aPreciousStackIsToldWhatItCosts() {
    assertThat(DrillConsent.cost(Made.plan(FaultKind.KILL), "dev", false))
        .isEqualToNormalizingNewlines(
            "a (10.0.1.10): redis-server is killed (SIGKILL), systemd starts it again. Clients will be"
                + " without writes for about 8 s, and the cluster without a spare until the node is back.\n");
    assertThat(DrillConsent.cost(Made.plan(FaultKind.KILL), "prod", true))
        .contains(
            "stack prod is protected", "writes of the last moments before the fault can be lost");
    assertThat(DrillConsent.cost(Made.plan(FaultKind.FAILOVER), "prod", true))
        .contains("for a second, or up to ten");
    assertThat(DrillConsent.cost(Made.plan(FaultKind.CUT), "prod", true))
        .contains("lose what they write in about 10 s");
  }
}
