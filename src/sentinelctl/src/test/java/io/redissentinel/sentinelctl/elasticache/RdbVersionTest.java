package io.redissentinel.sentinelctl.elasticache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redissentinel.sentinelctl.CtlException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RdbVersionTest {
  @ParameterizedTest
  @CsvSource({
    "4.0.14, 8",
    "5.0.7, 9",
    "6.0.20, 9",
    "6.2.23, 9",
    "7.0.15, 10",
    "7.2.15, 11",
    "7.4.10, 12",
    "8.2.8, 12",
    "10.0.1, 12",
    "0.0, 8"
  })
  void eachReleaseReadsUpToAVersion(String release, int version) {
    assertThat(RdbVersion.reads(release)).isEqualTo(version);
  }

  @ParameterizedTest
  @CsvSource({"6, 4.0", "8, 4.0", "9, 5.0", "10, 7.0", "11, 7.2", "12, 7.4"})
  void eachVersionHasAFirstRelease(int version, String release) {
    assertThat(RdbVersion.firstReader(version)).contains(release);
    assertThat(RdbVersion.reads(release + ".0")).isGreaterThanOrEqualTo(version);
  }

  @Test
  void theHeaderSaysTheVersion() {
    assertThat(RdbVersion.of("x", "REDIS0011".getBytes(StandardCharsets.US_ASCII))).isEqualTo(11);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "REDIS", "REDIS00x1", "VALKEY080", "\u001f\u008b123456789"})
  void whatIsNoRdbFileIsNamed(String header) {
    assertThatThrownBy(
            () -> RdbVersion.of("s3://b/k", header.getBytes(StandardCharsets.ISO_8859_1)))
        .isInstanceOf(CtlException.class)
        .hasMessageContaining("s3://b/k is no RDB file");
  }

  @Test
  void aRefusalSaysWhoReadsItAndWhatToDo() {
    assertThat(RdbVersion.refusal("t-0001.rdb", 9, "5.0.7")).isEmpty();
    assertThat(RdbVersion.refusal("t-0001.rdb", 11, "5.0.7").orElseThrow())
        .startsWith("t-0001.rdb has RDB version 11, and the nodes' Redis 5.0.7 reads up to 9")
        .contains("Redis 7.2 and later read it", "sentinelctl roll");
    assertThat(RdbVersion.refusal("t-0001.rdb", 80, "8.2.8").orElseThrow())
        .contains("no release of Redis", "Valkey 9");
  }

  @ParameterizedTest
  @CsvSource({
    "redis, 5.0.6, 9",
    "redis, 6.2.6, 9",
    "redis, 7.1.0, 10",
    "valkey, 7.2.6, 11",
    "valkey, 8.1, 11",
    "valkey, 9.0, 80",
    "redis, , 0"
  })
  void anEngineOfElastiCachesWritesAtLeastAVersion(String engine, String version, int rdb) {
    assertThat(Snapshots.writes(engine, version)).isEqualTo(rdb);
  }
}
