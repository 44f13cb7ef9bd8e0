package io.redissentinel.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LiveSettingsTest {
  private static final String SENTINEL = Clusters.LIVE.sentinel();

  @Test
  void aLineIsNamesAndValuesInTheOrderGiven() {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("quorum", 2);
    settings.put("appendonly", "yes");
    settings.put("save", "3600 1 300 100");
    assertThat(LiveSettings.line(settings))
        .isEqualTo("quorum=2 appendonly=yes save=3600:1:300:100");
  }

  @Test
  void aValueMayBeEmpty() {
    assertThat(LiveSettings.line(Map.of("save", ""))).isEqualTo("save=");
    assertThat(new LiveSettings("save= appendonly=no", SENTINEL, "none", "none").redis())
        .isEqualTo("save= appendonly=no");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "save",
        "=yes",
        " save=",
        "save= ",
        "save=1  appendonly=no",
        "save=1\n",
        "save=\"1 1\"",
        "save=1;2",
        "save=ü",
        "Save=1"
      })
  void whatATagOrTheNodeCannotReadIsRefused(String line) {
    assertThatThrownBy(() -> new LiveSettings(line, SENTINEL, "none", "none"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("redis settings: must be NAME=VALUE, divided by one blank");
    assertThatThrownBy(() -> new LiveSettings("save=", line, "none", "none"))
        .hasMessageStartingWith("sentinel settings: must be NAME=VALUE");
  }

  @Test
  void aTagHolds256Characters() {
    String longest = "save=" + "1".repeat(LiveSettings.LIMIT - "save=".length());
    assertThat(new LiveSettings(longest, SENTINEL, "none", "none").redis()).hasSize(256);
    assertThatThrownBy(() -> new LiveSettings(longest + "1", SENTINEL, "none", "none"))
        .hasMessage(
            "redis settings: must be at most 256 characters (the limit of an EC2 tag), got 257");
  }

  @Test
  void aNodeHasThemAsOneLineEach() {
    assertThat(NodeFiles.of(Clusters.three(), Clusters.three().node("a")))
        .filteredOn(NodeFile::isLive)
        .containsExactly(
            new NodeFile("/etc/redis-node/settings/redis", "0644", Clusters.LIVE.redis() + "\n"),
            new NodeFile(
                "/etc/redis-node/settings/sentinel", "0644", Clusters.LIVE.sentinel() + "\n"),
            new NodeFile("/etc/redis-node/settings/commands", "0644", "FLUSHALL DEBUG\n"),
            new NodeFile(
                "/etc/redis-node/settings/backups", "0644", Clusters.LIVE.backups() + "\n"));
  }

  @Test
  void noCommandsAreAWordOfTheirOwnSinceATagThatIsAwaySaysNothing() {
    assertThat(LiveSettings.line(List.of())).isEqualTo("none");
    assertThat(LiveSettings.line(List.of("KEYS", "DEBUG"))).isEqualTo("KEYS DEBUG");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "flushall",
        "FLUSHALL  DEBUG",
        " DEBUG",
        "DEBUG\n",
        "DEBUG \"\"",
        "none DEBUG"
      })
  void whatAreNoNamesOfCommandsIsRefused(String line) {
    assertThatThrownBy(() -> new LiveSettings("save=", SENTINEL, line, "none"))
        .hasMessageStartingWith("disabled commands: must be names in capitals");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "none",
        "bucket=b-1 prefix= every=1m",
        "bucket=redis-backups-1a2b3c4 prefix=prod/a_b.c-d/ every=24h"
      })
  void backupsAreNoneOrAllThree(String line) {
    assertThat(Clusters.LIVE.withBackups(line).backups()).isEqualTo(line);
    assertThat(Clusters.LIVE.withBackups(line).redis()).isEqualTo(Clusters.LIVE.redis());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "none ",
        "bucket=b-1",
        "bucket=b-1 every=1h prefix=",
        "bucket=b-1 prefix= every=",
        "bucket=b-1 prefix= every=0m",
        "bucket=b-1 prefix= every=100h",
        "bucket= prefix= every=1h",
        "bucket=B prefix= every=1h",
        "bucket=b-1 prefix=a b every=1h",
        "bucket=b-1 prefix=* every=1h",
        "bucket=b-1 prefix= every=1h\n"
      })
  void whatAreNoBackupsIsRefused(String line) {
    assertThatThrownBy(() -> Clusters.LIVE.withBackups(line))
        .hasMessageStartingWith("backups: must be none, or bucket=NAME prefix=PREFIX every=TIME");
  }
}
