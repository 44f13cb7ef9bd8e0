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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  /**
   * The node's role and the bucket have to follow, and a preview of all that is not for one
   * command.
   */
  @ParameterizedTest
  @ValueSource(strings = {"backups", "backupBucket", "backupPrefix", "backupRetentionDays"})
  void theOtherKeysOfBackupsAreForPulumiUp(String key) {
    assertThatThrownBy(() -> LiveKeys.check(key, List.of("x")))
        .isInstanceOfSatisfying(
            CtlException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
        .hasMessageContaining("'%s' changes more than the nodes' tags".formatted(key))
        .hasMessageContaining("`pulumi up`, which running nodes follow");
  }

  @Test
  void oneValueExceptForAList() {
    LiveKeys.check("snapshots", List.of("3600 1", "60 1000"));
    LiveKeys.check("backupEvery", List.of("2h"));
    assertThatThrownBy(() -> LiveKeys.check("quorum", List.of("2", "3")))
        .hasMessage("quorum takes one value, got 2");
  }
}
