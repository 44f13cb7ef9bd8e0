package io.redissentinel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PersistenceArgsTest {
  @Test
  void defaults() {
    PersistenceArgs persistence = PersistenceArgs.builder().build();
    assertThat(persistence.appendOnly()).isTrue();
    assertThat(persistence.appendFsync()).isEqualTo(AppendFsync.EVERYSEC);
    assertThat(persistence.snapshots()).containsExactly("3600 1", "300 100", "60 10000");
    assertThat(Refusals.ofPersistence(args -> args)).isEmpty();
  }

  @Test
  void mapping() {
    PersistenceArgs persistence =
        PersistenceArgs.builder()
            .appendOnly(false)
            .appendFsync(AppendFsync.ALWAYS)
            .snapshots("900 1", "60 5")
            .build();
    assertThat(persistence.appendOnly()).isFalse();
    assertThat(persistence.appendFsync()).isEqualTo(AppendFsync.ALWAYS);
    assertThat(persistence.snapshots()).containsExactly("900 1", "60 5");
  }

  @Test
  void snapshotsMayBeOff() {
    assertThat(Refusals.ofPersistence(PersistenceArgs.Builder::snapshots)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "300", "0 1", "300 0", "-1 1", "300  1", "300:1", "300 1 60 1", "1 1x"})
  void whatIsNoPairOfNumbersIsRefusedByItsPlace(String snapshot) {
    assertThat(Refusals.ofPersistence(args -> args.snapshots("3600 1", snapshot)))
        .singleElement()
        .asString()
        .startsWith("persistence.snapshots[1]: must be SECONDS CHANGES, two numbers from 1 on, got")
        .endsWith("for example 300 100: after 300 seconds, if 100 keys have changed");
  }

  @Test
  void moreThanFourAreRefused() {
    assertThat(Refusals.ofPersistence(args -> args.snapshots(Collections.nCopies(5, "60 1"))))
        .containsExactly("persistence.snapshots: must be at most 4 pairs, got 5; leave some out");
  }

  @Test
  void whatNoTagCanHoldIsRefused() {
    String longest = "999999999 999999999";
    assertThat(Refusals.ofPersistence(args -> args.snapshots(Collections.nCopies(4, longest))))
        .singleElement()
        .asString()
        .matches(
            "persistence.snapshots: must leave room for all settings of Redis in an EC2 tag, 256"
                + " characters, got 2[6-9]\\d; take fewer pairs or shorter numbers");
  }
}
