package io.redissentinel.sentinelctl.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redissentinel.sentinelctl.CtlException;
import io.redissentinel.sentinelctl.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class LiveKeysTest {
  private static final Pattern KEY =
      Pattern.compile("(?ms)^  (\\w+):\\n    type:.*?(?=^  \\w|\\z)");

  @Test
  void areThoseThatPulumiYamlDescribesSo() throws IOException {
    String schema = Files.readString(Path.of("../../Pulumi.yaml"));
    List<String> live =
        KEY.matcher(schema)
            .results()
            .filter(key -> key.group().replaceAll("\\s+", " ").contains("Changes live."))
            .map((MatchResult key) -> key.group(1))
            .toList();
    assertThat(LiveKeys.ALL).containsExactlyInAnyOrderElementsOf(live);
  }

  @Test
  void everythingElseIsRefusedWithTheWayThatWorks() {
    assertThatThrownBy(() -> LiveKeys.check("redisVersion", List.of("6.2.14")))
        .isInstanceOfSatisfying(
            CtlException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
        .hasMessageContaining("'redisVersion' does not change live")
        .hasMessageContaining("sentinelctl roll");
  }

  @Test
  void oneValueExceptForAList() {
    LiveKeys.check("snapshots", List.of("3600 1", "60 1000"));
    assertThatThrownBy(() -> LiveKeys.check("quorum", List.of("2", "3")))
        .hasMessage("quorum takes one value, got 2");
  }
}
