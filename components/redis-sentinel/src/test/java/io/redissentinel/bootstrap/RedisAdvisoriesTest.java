package io.redissentinel.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RedisAdvisoriesTest {
  @ParameterizedTest
  @CsvSource({
    "5.0.7, true, the fix came in 5.0.14",
    "5.0.13, true, numbers are compared and not texts",
    "5.0.14, false, it has the fix",
    "6.0.15, true, a newer branch has a fix of its own",
    "6.0.16, false, ",
    "6.2.5, true, ",
    "6.2.23, false, ",
    "7.0.0, false, the branch began with the fix",
    "8.2.8, false, ",
    "4.0.14, true, an older branch never got it",
  })
  void aBranchHasItUntilItsFix(String version, boolean affected, String why) {
    RedisAdvisory advisory =
        new RedisAdvisory("CVE-2021-32675", "0.0.0", List.of("5.0.14", "6.0.16", "6.2.6"));
    assertThat(advisory.affects(version)).as(why).isEqualTo(affected);
  }

  @Test
  void aReleaseBeforeTheFaultIsNotAffected() {
    assertThat(cvesOf("5.0.7")).doesNotContain("CVE-2021-29477", "CVE-2023-41056");
    assertThat(cvesOf("6.0.12")).contains("CVE-2021-29477");
    assertThat(cvesOf("7.0.14")).contains("CVE-2023-41056");
    assertThat(cvesOf("7.0.8")).doesNotContain("CVE-2023-41056");
  }

  @Test
  void whatTheLastReleaseOfABranchNeverGotIsKnown() {
    assertThat(cvesOf("5.0.14"))
        .contains("CVE-2022-24735", "CVE-2024-46981", "CVE-2025-49844")
        .doesNotContain("CVE-2021-41099");
    assertThat(cvesOf("7.0.15")).contains("CVE-2025-49844").doesNotContain("CVE-2023-41056");
  }

  @ParameterizedTest
  @ValueSource(strings = {"6.2.23", "7.2.15", "7.4.10", "8.2.8"})
  void theNewestReleasesOfTheCatalogueHaveNone(String version) {
    assertThat(RedisCatalogue.versions()).contains(version);
    assertThat(RedisAdvisories.of(version)).isEmpty();
    assertThat(RedisAdvisories.warning(version)).isEmpty();
  }

  @Test
  void theWarningNamesThemAndTheReleaseToTake() {
    String warning = RedisAdvisories.warning("5.0.7").orElseThrow();
    assertThat(warning)
        .startsWith("Redis 5.0.7 has 27 known vulnerabilities (CVE-2021-32626, ")
        .endsWith("); take 6.2.23, which has none of them (5.0.14 still has 19)");
  }

  @Test
  void theWayOutOfABranchWithoutAGoodReleaseIsTheNextOne() {
    assertThat(RedisAdvisories.nextWithout("7.0.15")).contains("7.2.15");
    assertThat(RedisAdvisories.warning("8.0.1").orElseThrow()).contains("take 8.2.8");
  }

  @Test
  void everyCveIsListedOnceAndWellFormed() {
    assertThat(RedisAdvisories.all())
        .extracting(RedisAdvisory::cve)
        .doesNotHaveDuplicates()
        .allMatch(cve -> cve.matches("CVE-20\\d\\d-\\d{4,}"));
    RedisAdvisories.all()
        .forEach(
            advisory -> {
              List<RedisVersion> fixes =
                  advisory.fixedIn().stream().map(RedisVersion::parse).toList();
              assertThat(fixes).as(advisory.cve()).isNotEmpty().isSorted();
            });
  }

  @Test
  void whatIsNoVersionIsRefused() {
    assertThatThrownBy(() -> RedisAdvisories.of("latest"))
        .hasMessage("redis version: must be three numbers, such as 5.0.7, got 'latest'");
  }

  private static List<String> cvesOf(String version) {
    return RedisAdvisories.of(version).stream().map(RedisAdvisory::cve).toList();
  }
}
