package io.redissentinel.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.pulumi.core.Output;
import io.redissentinel.AuthMode;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The stacks that come with the project. */
class StacksTest {
  private static final String NAMESPACE = "redis-sentinel:";

  @ParameterizedTest
  @ValueSource(strings = {"local", "dev", "staging", "prod"})
  void aStackCanBeUsedAsItIs(String stack) throws IOException {
    JsonNode config = Files.stack(stack).path("config");
    assertThat(config.path("aws:region").asText()).isNotBlank();
    assertThat(config.fieldNames())
        .toIterable()
        .filteredOn(key -> key.startsWith(NAMESPACE))
        .isSubsetOf(Arrays.stream(Key.values()).map(key -> NAMESPACE + key).toList());
    assertThat(read(stack).toArgs(bucket -> Output.of("redis-backups")).access().clientCidrs())
        .isNotEmpty();
  }

  @Test
  void dataIsProtectedWhereItCounts() throws IOException {
    assertThat(read("prod").machine().protectData()).isTrue();
    assertThat(read("staging").machine().protectData()).isTrue();
    assertThat(read("dev").machine().protectData()).isFalse();
    assertThat(read("local").machine().protectData()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"local", "dev", "staging", "prod"})
  void noStackIsOpenToTheWorldOrWithoutAPassword(String stack) throws IOException {
    StackConfig config = read(stack);
    assertThat(config.access().allowPublic()).isFalse();
    assertThat(config.access().sshCidrs()).isEmpty();
    assertThat(config.auth().mode()).isEqualTo(AuthMode.PASSWORD);
    assertThat(config.auth().password()).as("no password in a file").isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"local", "dev", "staging", "prod"})
  void everyStackHasBackups(String stack) throws IOException {
    assertThat(read(stack).backups().on()).isTrue();
  }

  @Test
  void theLocalStackIsForTheLabOnly() throws IOException {
    assertThat(Files.stack("local").path("config").path("aws:region").asText())
        .isEqualTo("lab-local-1");
  }

  private static StackConfig read(String stack) throws IOException {
    JsonNode config = Files.stack(stack).path("config");
    return StackConfig.read(
        key -> Optional.ofNullable(config.get(NAMESPACE + key)).map(Files::asConfigured),
        key -> false);
  }
}
