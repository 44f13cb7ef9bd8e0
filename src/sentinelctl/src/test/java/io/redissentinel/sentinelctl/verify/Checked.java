package io.redissentinel.sentinelctl.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.redissentinel.sentinelctl.Bench;
import io.redissentinel.sentinelctl.verify.Verdict.Failed;
import io.redissentinel.sentinelctl.verify.Verdict.NotCheckable;
import io.redissentinel.sentinelctl.verify.Verdict.Passed;
import java.util.List;
import java.util.Optional;

/** What a verification said, to be looked into. */
record Checked(Verification verification) {
  static final String NO_EC2 = "there is no EC2 to ask";

  static Checked of(Bench bench) {
    return of(new Situation(bench.look(), Optional.empty(), NO_EC2, Optional.empty()));
  }

  static Checked of(Situation situation) {
    return new Checked(Verification.of(situation));
  }

  Verdict verdict(String check, String subject) {
    List<Line> lines =
        verification.lines().stream()
            .filter(line -> line.check().equals(check) && line.subject().equals(subject))
            .toList();
    assertThat(lines).as(check + " on " + subject + " of " + verification.lines()).hasSize(1);
    return lines.get(0).verdict();
  }

  void passed(String check, String subject, String... what) {
    assertThat(verdict(check, subject)).isInstanceOf(Passed.class);
    says(check, subject, what);
  }

  /** Failed, says this, and has a remedy. */
  void failed(String check, String subject, String... what) {
    assertThat(verdict(check, subject))
        .isInstanceOfSatisfying(Failed.class, it -> assertThat(it.remedy()).isNotBlank());
    says(check, subject, what);
  }

  /** Failed, and this is part of what to do. */
  void remedied(String check, String subject, String part) {
    assertThat(verdict(check, subject))
        .isInstanceOfSatisfying(Failed.class, it -> assertThat(it.remedy()).contains(part));
  }

  void notCheckable(String check, String subject, String... reason) {
    assertThat(verdict(check, subject)).isInstanceOf(NotCheckable.class);
    says(check, subject, reason);
  }

  private void says(String check, String subject, String... parts) {
    for (String part : parts) {
      assertThat(verdict(check, subject).what()).contains(part);
    }
  }

  List<Line> failures() {
    return verification.lines().stream().filter(Line::failed).toList();
  }
}
