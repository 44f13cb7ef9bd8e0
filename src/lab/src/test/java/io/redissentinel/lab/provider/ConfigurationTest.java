package io.redissentinel.lab.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.redissentinel.lab.cloud.Properties;
import io.redissentinel.lab.cloud.Unknown;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationTest {
  private static final Properties LAB = Properties.empty().with("region", "lab-local-1");

  @Test
  void acceptsTheLabsRegionAndOneNotKnownYet() {
    assertThat(Configuration.problem(LAB)).isEmpty();
    assertThat(Configuration.problem(LAB.with("profile", "mine"))).isEmpty();
    assertThat(Configuration.problem(LAB.with("region", Unknown.VALUE))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"eu-west-1", "us-east-1", "lab-local-2", "LAB-LOCAL-1", ""})
  void refusesEveryOther(String region) {
    assertThat(Configuration.problem(LAB.with("region", region)))
        .hasValueSatisfying(
            problem -> assertThat(problem).contains("It can never be AWS", "lab-local-1"));
  }

  @Test
  void refusesWhatWouldChangeEveryResource() {
    assertThat(Configuration.problem(LAB.with("defaultTags", Map.of())))
        .hasValueSatisfying(problem -> assertThat(problem).contains("defaultTags"));
  }
}
