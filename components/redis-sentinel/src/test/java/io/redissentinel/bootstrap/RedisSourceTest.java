package io.redissentinel.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RedisSourceTest {
  private static final String HASH = "0".repeat(64);

  @Test
  void theDefaultIsOfficial() {
    assertThat(RedisCatalogue.official(RedisCatalogue.DEFAULT_VERSION))
        .isEqualTo(
            new RedisSource(
                "5.0.7",
                "https://download.redis.io/releases/redis-5.0.7.tar.gz",
                "61db74eabf6801f057fd24b590232f2f337d422280fd19486eca03be87d3a82b"));
  }

  @Test
  void anUnknownVersionSaysWhatIsKnownAndTheWayOut() {
    assertThatThrownBy(() -> RedisCatalogue.official("4.0.0"))
        .hasMessageContaining("'4.0.0'")
        .hasMessageContaining("5.0.7")
        .hasMessageContaining("URL and SHA-256");
  }

  @ParameterizedTest
  @CsvSource({
    "5.0, https://x/y.tar.gz, redis version",
    "5.0.7, ftp://x/y.tar.gz, redis url",
    "5.0.7, https://x/$(id).tar.gz, redis url",
    "5.0.7, https://x/'.tar.gz', redis url",
  })
  void malformedOnesAreRefused(String version, String url, String names) {
    assertThatThrownBy(() -> new RedisSource(version, url, HASH))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(names);
  }

  @Test
  void aHashIsLowerCaseHexadecimal() {
    assertThatThrownBy(() -> new RedisSource("5.0.7", "https://x/y", HASH.replace('0', 'G')))
        .hasMessageStartingWith("redis sha256");
    assertThat(new RedisSource("7.0.15", "https://x/y", HASH).major()).isEqualTo(7);
  }
}
