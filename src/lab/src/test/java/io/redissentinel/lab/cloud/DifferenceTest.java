package io.redissentinel.lab.cloud;

import static io.redissentinel.lab.cloud.CloudFixture.inputs;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DifferenceTest {

  private static List<String> between(Properties olds, Properties news) {
    return Difference.between(olds, news).stream().map(d -> d.kind() + " " + d.path()).toList();
  }

  @Test
  void isAsDeepAsItCanBeTold() {
    assertThat(
            between(
                inputs("tags", Map.of("a", "1", "b.c", "2"), "nics", List.of(Map.of("id", "x"))),
                inputs("tags", Map.of("b.c", "3", "d", "4"), "nics", List.of(Map.of("id", "y")))))
        .containsExactly(
            "CHANGED nics[0].id", "DELETED tags.a", "CHANGED tags[\"b.c\"]", "ADDED tags.d");
  }

  @Test
  void findsNoneBetweenMissingAndEmptyMapsOrReorderedTexts() {
    assertThat(between(inputs(), inputs("tags", Map.of()))).isEmpty();
    assertThat(between(inputs("groups", List.of("a", "b")), inputs("groups", List.of("b", "a"))))
        .isEmpty();
  }

  @Test
  void countsWholeNumbersAsEqual() {
    assertThat(between(inputs("size", 8), inputs("size", 8.0))).isEmpty();
  }

  @Test
  void passesOverTheEnginesOwn() {
    assertThat(between(inputs("__defaults", List.of("a")), inputs())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "a.b", "a[0].b", "tags[\"redis-sentinel:node\"]", "a[\"x.y\"].z"})
  void hasPathsThatSurviveParsing(String path) {
    assertThat(PropertyPath.parse(path)).hasToString(path);
  }

  @Test
  void isCoveredByPathsAboveIt() {
    PropertyPath deep = PropertyPath.parse("a[0].b");
    assertThat(PropertyPath.parse("a").covers(deep)).isTrue();
    assertThat(PropertyPath.parse("a[*].b").covers(deep)).isTrue();
    assertThat(PropertyPath.parse("a[1]").covers(deep)).isFalse();
    assertThat(deep.covers(PropertyPath.parse("a"))).isFalse();
  }
}
