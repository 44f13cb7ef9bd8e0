package io.redissentinel.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class EncryptedKeysTest {
  @Test
  void whatTheLanguageHostNamesIsEncrypted() {
    var keys = keys("[\"redis-sentinel:password\",\"other:publicKey\"]");
    assertThat(keys.contains("password")).isTrue();
    assertThat(keys.contains("publicKey")).as("of another project").isFalse();
  }

  @Test
  void withoutTheVariableNothingIs() {
    assertThat(EncryptedKeys.ofEnvironment(Map.of(), "redis-sentinel").contains("password"))
        .isFalse();
    assertThat(keys("").contains("password")).isFalse();
    assertThat(keys("[]").contains("password")).isFalse();
  }

  private static EncryptedKeys keys(String json) {
    return EncryptedKeys.ofEnvironment(Map.of("PULUMI_CONFIG_SECRET_KEYS", json), "redis-sentinel");
  }
}
